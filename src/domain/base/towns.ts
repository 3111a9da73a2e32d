/**
 * The best known towns of some countries, so that "what does it cost to Bonn?" needs no country and
 * a street in Berlin is not looked for at home. Rule: only towns that nobody looks for elsewhere.
 */
const TOWNS: Readonly<Record<string, string>> = {
  DE: [
    'Berlin|Hamburg|Munich|München|Muenchen|Cologne|Köln|Koeln|Frankfurt|Frankfurt am Main|Stuttgart',
    'Düsseldorf|Duesseldorf|Leipzig|Dortmund|Essen|Bremen|Dresden|Hannover|Nuremberg|Nürnberg|Duisburg',
    'Bochum|Wuppertal|Bielefeld|Bonn|Münster|Karlsruhe|Mannheim|Augsburg|Wiesbaden|Kiel|Freiburg|Mainz',
    'Lübeck|Erfurt|Rostock|Kassel|Potsdam|Heidelberg|Darmstadt|Regensburg|Würzburg|Göttingen|Aachen',
    'Braunschweig',
  ].join('|'),
  GB: [
    'London|Manchester|Leeds|Glasgow|Sheffield|Liverpool|Bristol|Edinburgh|Cardiff|Belfast|Leicester',
    'Nottingham|Newcastle upon Tyne|Brighton|Southampton',
  ].join('|'),
  CA: [
    'Toronto|Montreal|Montréal|Vancouver|Calgary|Edmonton|Ottawa|Winnipeg|Quebec City|Québec|Halifax',
    'Saskatoon|Regina|Mississauga',
  ].join('|'),
  AT: 'Vienna|Wien|Graz|Linz|Salzburg|Innsbruck|Klagenfurt',
  CH: 'Zurich|Zürich|Geneva|Genève|Genf|Basel|Bern|Lausanne|Lucerne|Luzern|Winterthur',
  FR: 'Paris|Marseille|Lyon|Toulouse|Nice|Nantes|Strasbourg|Bordeaux|Lille|Montpellier|Rennes',
  NL: 'Amsterdam|Rotterdam|The Hague|Den Haag|Utrecht|Eindhoven|Groningen',
  BE: 'Brussels|Bruxelles|Brussel|Antwerp|Antwerpen|Ghent|Gent|Bruges|Brugge|Liège',
  ES: 'Madrid|Barcelona|Valencia|Sevilla|Seville|Zaragoza|Malaga|Málaga|Bilbao',
  IT: 'Rome|Roma|Milan|Milano|Naples|Napoli|Turin|Torino|Bologna|Florence|Firenze|Venice|Venezia|Genoa|Palermo',
  PL: 'Warsaw|Warszawa|Krakow|Kraków|Wroclaw|Wrocław|Poznan|Gdansk|Gdańsk',
  DK: 'Copenhagen|København|Aarhus|Odense',
  SE: 'Stockholm|Gothenburg|Göteborg|Malmö|Uppsala',
  NO: 'Oslo|Bergen|Trondheim',
  FI: 'Helsinki|Tampere|Turku',
  IE: 'Dublin|Cork|Galway',
  PT: 'Lisbon|Lisboa|Porto',
  AU: 'Sydney|Melbourne|Brisbane|Perth|Adelaide|Canberra',
  NZ: 'Auckland|Christchurch|Wellington',
  JP: 'Tokyo|Osaka|Kyoto|Yokohama',
  US: [
    'New York|New York City|NYC|Los Angeles|Chicago|Houston|Philadelphia|San Francisco|San Diego|Seattle',
    'Boston|Denver|Dallas|Miami|Atlanta|Detroit|Las Vegas',
  ].join('|'),
}

const COUNTRY_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(TOWNS).flatMap(([country, towns]) =>
    towns.split('|').map((town): [string, string] => [town.toLowerCase(), country]),
  ),
)

/** The country everybody thinks of with that town; undefined: it could be anywhere. */
export const countryOfTown = (town: string): string | undefined => COUNTRY_OF.get(town.trim().toLowerCase())
