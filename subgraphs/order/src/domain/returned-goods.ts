/** Units of one line that come back. */
export interface ReturnRequestLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly reasonCode: string | null;
}

export interface ReturnedLine extends ReturnRequestLine {
  readonly sku: string;
  /** What is given back for them, minor units of the order's currency. */
  readonly refundMinor: bigint;
}

/** Goods that came back, with the money that is given back for them. */
export interface ItemsReturn {
  readonly id: string;
  readonly orderId: string;
  /** The order's version that the return made. */
  readonly version: number;
  readonly restock: boolean;
  readonly refundMinor: bigint;
  readonly lines: readonly ReturnedLine[];
  readonly actor: string;
  readonly at: Date;
}
