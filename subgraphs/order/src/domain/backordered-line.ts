/** Units of a line that are promised but not on hand. */
export interface BackorderedLine {
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly backordered: number;
}
