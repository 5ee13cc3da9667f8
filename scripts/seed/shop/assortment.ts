/** A category at the top of the tree. */
export interface Department {
  readonly slug: string;
  readonly title: string;
  readonly ranges: readonly Range[];
}

/** A category products lie in, and what they are made of. */
export interface Range {
  readonly slug: string;
  readonly title: string;
  /** Every pair of these is a product: together at least 23. */
  readonly materials: readonly string[];
  readonly things: readonly string[];
  /** The option the three variants of a product differ by. */
  readonly option: { readonly name: string; readonly values: readonly [string, string, string] };
  /** Price of the first variant in US cents, from and to; each further variant costs `step` more. */
  readonly price: { readonly from: number; readonly to: number; readonly step: number };
  readonly weightGrams: { readonly from: number; readonly to: number };
  readonly taxCategory: 'standard' | 'reduced';
}

/** Three departments with three ranges each: twelve categories. The first product is "Linen Shirt". */
export const ASSORTMENT: readonly Department[] = [
  {
    slug: 'clothing',
    title: 'Clothing',
    ranges: [
      {
        slug: 'shirts',
        title: 'Shirts',
        materials: ['Linen', 'Cotton', 'Flannel', 'Oxford', 'Chambray', 'Poplin'],
        things: ['Shirt', 'Overshirt', 'Tunic', 'Polo'],
        option: { name: 'Size', values: ['S', 'M', 'L'] },
        price: { from: 3_900, to: 8_900, step: 0 },
        weightGrams: { from: 180, to: 420 },
        taxCategory: 'standard',
      },
      {
        slug: 'knitwear',
        title: 'Knitwear',
        materials: ['Merino', 'Lambswool', 'Cashmere', 'Alpaca', 'Mohair', 'Shetland'],
        things: ['Jumper', 'Cardigan', 'Beanie', 'Scarf'],
        option: { name: 'Size', values: ['S', 'M', 'L'] },
        price: { from: 4_900, to: 15_900, step: 0 },
        weightGrams: { from: 90, to: 600 },
        taxCategory: 'standard',
      },
      {
        slug: 'footwear',
        title: 'Footwear',
        materials: ['Leather', 'Suede', 'Canvas', 'Cork', 'Felt', 'Nubuck'],
        things: ['Boots', 'Loafers', 'Trainers', 'Slippers'],
        option: { name: 'Size', values: ['38', '41', '44'] },
        price: { from: 5_900, to: 19_900, step: 0 },
        weightGrams: { from: 500, to: 1_400 },
        taxCategory: 'standard',
      },
    ],
  },
  {
    slug: 'home',
    title: 'Home',
    ranges: [
      {
        slug: 'kitchen',
        title: 'Kitchen',
        materials: ['Stoneware', 'Enamel', 'Copper', 'Beechwood', 'Glass', 'Porcelain'],
        things: ['Mug', 'Bowl', 'Jug', 'Plate'],
        option: { name: 'Colour', values: ['Chalk', 'Moss', 'Slate'] },
        price: { from: 1_200, to: 5_900, step: 0 },
        weightGrams: { from: 200, to: 1_200 },
        taxCategory: 'standard',
      },
      {
        slug: 'lighting',
        title: 'Lighting',
        materials: ['Brass', 'Opal', 'Paper', 'Rattan', 'Concrete', 'Ash'],
        things: ['Lamp', 'Pendant', 'Lantern', 'Sconce'],
        option: { name: 'Colour', values: ['Black', 'White', 'Ochre'] },
        price: { from: 4_500, to: 24_900, step: 0 },
        weightGrams: { from: 400, to: 3_500 },
        taxCategory: 'standard',
      },
      {
        slug: 'textiles',
        title: 'Textiles',
        materials: ['Waffle', 'Percale', 'Bamboo', 'Jute', 'Velvet', 'Muslin'],
        things: ['Towel', 'Blanket', 'Cushion', 'Tablecloth'],
        option: { name: 'Size', values: ['Small', 'Medium', 'Large'] },
        price: { from: 1_900, to: 8_900, step: 700 },
        weightGrams: { from: 150, to: 1_800 },
        taxCategory: 'standard',
      },
    ],
  },
  {
    slug: 'outdoor',
    title: 'Outdoor',
    ranges: [
      {
        slug: 'bags',
        title: 'Bags',
        materials: ['Waxed', 'Ripstop', 'Cordura', 'Hemp', 'Sailcloth', 'Quilted'],
        things: ['Backpack', 'Tote', 'Messenger Bag', 'Duffel'],
        option: { name: 'Colour', values: ['Navy', 'Olive', 'Rust'] },
        price: { from: 3_900, to: 17_900, step: 0 },
        weightGrams: { from: 300, to: 1_500 },
        taxCategory: 'standard',
      },
      {
        slug: 'camping',
        title: 'Camping',
        materials: ['Alpine', 'Forest', 'Coastal', 'Desert', 'Tundra', 'Meadow'],
        things: ['Tent', 'Sleeping Bag', 'Stove', 'Flask'],
        option: { name: 'Capacity', values: ['1', '2', '4'] },
        price: { from: 2_900, to: 29_900, step: 2_500 },
        weightGrams: { from: 350, to: 4_500 },
        taxCategory: 'standard',
      },
      {
        slug: 'cycling',
        title: 'Cycling',
        materials: ['Steel', 'Carbon', 'Alloy', 'Titanium', 'Reflective', 'Classic'],
        things: ['Pannier', 'Bell', 'Bottle Cage', 'Handlebar'],
        option: { name: 'Finish', values: ['Matt', 'Polished', 'Brushed'] },
        price: { from: 900, to: 9_900, step: 0 },
        weightGrams: { from: 60, to: 900 },
        taxCategory: 'reduced',
      },
    ],
  },
];

export const COLOURS = ['Ivory', 'Indigo', 'Clay', 'Sage', 'Charcoal', 'Mustard', 'Plum', 'Sky'] as const;
export const ORIGINS = [
  'Portugal',
  'Italy',
  'Japan',
  'Scotland',
  'Denmark',
  'Lithuania',
  'Canada',
  'Vietnam',
] as const;
