/**
 * Facts of a market that the generated offers agree with: figures only, measured on 371 offers of
 * 1688's lists (20 of them with tags, ranges and supplier). Lists of 21 numbers are quantiles in steps
 * of 5 %, the least first. What that sample cannot show is ours and marked [sbx].
 */
export const figures = {
  /** Lowest one-piece price in fen. */
  priceFen: [
    8, 70, 120, 175, 280, 360, 443, 560, 683, 800, 1300, 1600, 2100, 2591, 3100, 3699, 4400, 5100,
    6299, 10_800, 36_000,
  ],
  /** Share of offers whose SKUs differ in price. */
  ranged: 0.342,
  /** Highest price over the lowest, where they differ. */
  ratio: [
    1.04, 1.07, 1.11, 1.14, 1.2, 1.29, 1.31, 1.38, 1.42, 1.52, 1.62, 1.87, 2.07, 2.34, 2.81, 3.16,
    4.18, 5.63, 7.25, 14.29, 62.25,
  ],
  /** Pieces sold in 90 days. */
  sold: [
    0, 0, 11, 34, 67, 112, 201, 353, 525, 823, 1272, 1605, 2068, 2699, 3788, 5345, 8534, 11_481,
    20_980, 59_646, 671_886,
  ],
  /** Characters of a title. */
  titleLength: [20, 27, 28, 29, 29, 30, 30, 30, 30, 30, 30, 30, 31, 31, 31, 32, 32, 32, 33, 35, 59],
  /** Minimum of a wholesale order, and how many of the 371 ask for it. */
  minimum: [
    [1, 277],
    [2, 69],
    [3, 6],
    [5, 3],
    [6, 1],
    [10, 6],
    [12, 1],
    [20, 2],
    [24, 1],
    [30, 1],
    [50, 1],
    [100, 1],
    [300, 1],
    [500, 1],
  ],
  /** How many price ranges an offer has that is priced by quantity: one, two, three (18 offers). */
  ranges: [5, 4, 9],
  /** Postage of one-piece orders paid by the seller. */
  freePostage: 0.235,
  /** 7 days without reason: verified suppliers, or the label. */
  sevenDayReturn: 0.248,
  /** Ships in 48 hours: 15 of the 20 with labels. None of them says 24 hours [sbx]. */
  shipIn48Hours: 0.75,
  shipIn24Hours: 0.1,
  /** 25 % are marked hot, 67 % score 4.8 or better; half are in the selected pool [sbx]. */
  selected: 0.5,
  /** Factory level: gold manufacturers, verified merchants. */
  superFactory: 0.067,
  powerfulMerchant: 0.224,
  /** Suppliers that take mixed batches: 13 of the 20 with labels. */
  mixedBatch: 0.65,
  /** Offers with no, one, two, three SKU properties [sbx]: the sample shows none. */
  properties: [0.1, 0.4, 0.44, 0.06],
  /** Not on sale: expired, member expired, deleted [sbx]. */
  expired: 0.012,
  lapsed: 0.005,
  deleted: 0.003,
} as const
