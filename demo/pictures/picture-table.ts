/** Draws one product in one of its colours: the option's label, or '' for a product that has none. */
export type Draw = (colour: string) => string;

/** By the id that a product has in `products.jsonl`. */
export type PictureTable = Record<string, Draw>;
