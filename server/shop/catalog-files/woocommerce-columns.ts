/**
 * WooCommerce's exporter translates its columns into the language of whoever exports. These are the ones that are read
 * here, as its German, French and Spanish translations have had them; in small letters, by the English name.
 */
const TRANSLATED: Record<string, string[]> = {
  type: ['typ', 'tipo'],
  sku: ['artikelnummer', 'art.-nr.', 'ugs', 'référence'],
  name: ['nom', 'nombre'],
  published: ['veröffentlicht', 'publié', 'publicado'],
  'short description': ['kurzbeschreibung', 'description courte', 'descripción corta'],
  description: ['beschreibung', 'descripción'],
  'date sale price starts': [
    'datum, an dem angebotspreis beginnt',
    'datum, an dem der angebotspreis beginnt',
    'angebotspreis gültig ab',
    'date de début de promo',
    'día en que empieza el precio rebajado',
  ],
  'date sale price ends': [
    'datum, an dem angebotspreis endet',
    'datum, an dem der angebotspreis endet',
    'angebotspreis gültig bis',
    'date de fin de promo',
    'día en que termina el precio rebajado',
  ],
  'in stock?': [
    'vorrätig?',
    'auf lager?',
    'en stock ?',
    'en inventaire?',
    '¿en inventario?',
    '¿existencias?',
  ],
  stock: ['lager', 'bestand', 'lagerbestand', 'inventaire', 'inventario'],
  'backorders allowed?': [
    'lieferrückstände erlaubt?',
    'rückstände erlaubt?',
    'autoriser les commandes de produits en rupture ?',
    '¿permitir reservas de productos agotados?',
  ],
  'sale price': ['angebotspreis', 'tarif promo', 'prix promo', 'precio rebajado'],
  'regular price': [
    'regulärer preis',
    'normaler preis',
    'tarif régulier',
    'prix régulier',
    'precio normal',
    'precio regular',
  ],
  categories: ['kategorien', 'catégories', 'categorías'],
  tags: ['schlagwörter', 'étiquettes', 'etiquetas'],
  images: ['bilder', 'imágenes'],
  parent: ['übergeordnetes produkt', 'eltern', 'superior'],
  'external url': ['externe url', 'url externe', 'url externa'],
};

const ENGLISH = new Map(
  Object.entries(TRANSLATED).flatMap(([name, others]) => others.map((other) => [other, name])),
);

/** With the number of the attribute in them. */
const ATTRIBUTES: [pattern: RegExp, name: string][] = [
  [/^(?:nom de l'attribut|nombre del atributo) (\d+)$/, 'name'],
  [/^attribut (\d+) name$/, 'name'],
  [/^(?:valeur\(s\) de l'attribut|valor\(es\) del atributo) (\d+)$/, 'value(s)'],
  [/^attribut (\d+) wert\(e\)$/, 'value(s)'],
];

/** The English name of a column (as `columnName` gives it); what is not known stays. */
export function woocommerceColumn(column: string): string {
  const plain = column.replaceAll('’', "'");
  const known = ENGLISH.get(plain);
  if (known !== undefined) return known;
  for (const [pattern, name] of ATTRIBUTES) {
    const number = pattern.exec(plain)?.[1];
    if (number !== undefined) return `attribute ${number} ${name}`;
  }
  return column;
}
