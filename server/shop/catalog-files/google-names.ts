/** What tells the variants of an item group apart. */
export const VARIANT_ATTRIBUTES = ['color', 'size', 'material', 'pattern', 'age_group', 'gender'];

/** Those with several values: parted by commas in a table, an element each in XML. */
export const LIST_COLUMNS: ReadonlySet<string> = new Set(['additional_image_link', 'product_type']);

/** Attributes of Google's that are read as facts about a product, by the names that shoppers see. */
export const ATTRIBUTE_NAMES: Record<string, string> = {
  color: 'Color',
  size: 'Size',
  material: 'Material',
  pattern: 'Pattern',
  age_group: 'Age group',
  gender: 'Gender',
  condition: 'Condition',
  mpn: 'MPN',
  product_weight: 'Weight',
  energy_efficiency_class: 'Energy efficiency class',
};

/** Options by which merchants tell variants apart, as Google names them. */
const OPTION_NAMES: Record<string, string[]> = {
  color: ['color', 'colour', 'màu', 'màu sắc'],
  size: ['size', 'cỡ', 'kích cỡ', 'kích thước'],
  material: ['material', 'chất liệu'],
  pattern: ['pattern', 'họa tiết'],
  age_group: ['age group', 'độ tuổi'],
  gender: ['gender', 'giới tính'],
};

/** Google's attribute for an option of this name; undefined when it has none. */
export function googleOption(name: string): string | undefined {
  const wanted = name.normalize('NFC').trim().toLowerCase();
  return VARIANT_ATTRIBUTES.find((attribute) => OPTION_NAMES[attribute]?.includes(wanted));
}
