/** One attribute, as the catalog writes it. */
export interface Fact {
  name: string;
  value: string;
}
