export type QuoteBody = {}
