/**
 * WooCommerce heads its export in the language of the site: its columns as German, French and Spanish
 * sites call them, by the names it has for them in English. Next: kinds.ts.
 */
const NAMES: Readonly<Record<string, string>> = {
  Type: 'Typ|Tipo',
  SKU: 'Artikelnummer|Artikelnr.|UGS',
  Name: 'Nom|Nombre',
  Published: 'Veröffentlicht|Publié|Publicado',
  'Date sale price starts':
    'Datum, an dem Angebotspreis beginnt|Date de début de promo|Día en que empieza el precio rebajado',
  'Date sale price ends':
    'Datum, an dem Angebotspreis endet|Date de fin de promo|Día en que termina el precio rebajado',
  'Tax status': 'Steuerstatus|État de la TVA|Estado del impuesto',
  'In stock?': 'Vorrätig?|Auf Lager?|En stock ?|En stock?|¿Existencias?|¿En inventario?',
  Stock: 'Lager|Bestand|Lagerbestand|Inventario|Existencias',
  'Backorders allowed?':
    'Lieferrückstände erlaubt?|Lieferrückstand erlaubt?|Lieferrückstände zulassen?|' +
    'Autoriser les commandes de produits en rupture ?|¿Permitir reservas de productos agotados?|¿Permitir reservas?',
  'Sale price': 'Angebotspreis|Aktionspreis|Tarif promo|Precio rebajado',
  'Regular price': 'Regulärer Preis|Normaler Preis|Tarif régulier|Precio normal',
  Categories: 'Kategorien|Catégories|Categorías',
  Brands: 'Marken|Marques|Marcas',
  Images: 'Bilder|Imágenes',
  Parent: 'Übergeordnetes Produkt|Übergeordnet|Eltern|Superior|Principal',
}
const folded = (name: string): string => name.trim().toLowerCase().replaceAll('’', "'").replaceAll(/\s+/g, ' ')
const ENGLISH: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMES).flatMap(([name, others]) =>
    [name, ...others.split('|')].map((other): [string, string] => [folded(other), name]),
  ),
)
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/^(?:weight|gewicht|poids|peso) \((.+)\)$/i, 'Weight ($1)'],
  [/^attribut(?:e)? (\d+) name$/i, 'Attribute $1 name'],
  [/^(?:nom de l'attribut|nombre del atributo) (\d+)$/i, 'Attribute $1 name'],
  [/^attribut(?:e)? (\d+) (?:value\(s\)|wert\(e\)|werte)$/i, 'Attribute $1 value(s)'],
  [/^(?:valeur\(s\) de l'attribut|valor\(es\) del atributo) (\d+)$/i, 'Attribute $1 value(s)'],
]

/** As the export is headed in English; what is not known stays as it is. */
export function inEnglish(column: string): string {
  const plain = folded(column)
  const known = ENGLISH.get(plain)
  if (known !== undefined) return known
  const [shape, name] = PATTERNS.find(([pattern]) => pattern.test(plain)) ?? []
  return shape === undefined || name === undefined ? column : plain.replace(shape, name)
}
