/**
 * General English of ordering: words that carry no order by themselves, and words that are
 * certainly English and no slip of a catalog word. Nothing about any catalog belongs here; a shop's
 * own words live in its shop file.
 */
const list = (words: string): readonly string[] => words.trim().split(/\s+/)

/** Said around an order without changing it. Never corrected, never "unexplained". */
export const FILLERS: ReadonlySet<string> = new Set(
  list(`
i id ill im ive me my mine we wed well our ours us you your yours u ya yall he she it its they them their his her hers
this that these those thats theres there here
a an the of to for in on at by from up as or and but so if then than too also plus just only even still yet again now
today tonight tomorrow
is are was were be been being am do does did done doing have has had having having get got getting give gimme gonna
gotta wanna let lets let's letter
can could may might will would should shall must please pls plz plese pleas thanks thank thx ty cheers kindly hi hello
hey howdy hiya yo morning afternoon evening good day
want wants wanted wanting need needs needed needing like liked love loved loving prefer rather take taking taken grab
order orders ordered ordering buy buying bring put
try trying go going come comes coming make makes making made send sending start begin place placing add adding added
include including includes throw toss pick picking
looking look see feel think guess believe know say said tell hope wish wishing wished wishes appreciate
ok okay yes yeah yep yup yea ya sure alright right fine great cool perfect awesome wonderful nice beautiful lovely
delicious hm hmm um umm uh uhh er ah oh oops ooh wow
some any all both each every another other more less fewer total altogether much many lot lots bunch few several one
ones thing things something anything stuff item items
really actually basically maybe perhaps probably possibly definitely certainly exactly simply quickly
what which who whom whose when where why how about around along together while because since until though although
however otherwise
out off over into onto inside top topped side sides sort kind type style size sized sizes way ways bit little
very quite pretty super so much most least
able possible possibly available sir maam madam mate bro dude man guys folks everyone everybody friend friends family
wife husband kids
else never mind hang wait hold second sec moment minute
time times last next first
name number quantity qty pcs pc piece pieces unit units x ea
drink drinks food meal meals dish dishes snack snacks beverage beverages combo finally lastly firstly secondly sounds
sound use using
flavor flavors flavored flavoring flavour flavours flavoured sauce dressing syrup
delivery pickup takeaway takeout carryout
touch dash splash drizzle hint pump pumps
doing feeling
`),
)

/** Measures and containers before "of": "a bag of crisps", "two cups of tea". */
export const CONTAINERS: ReadonlySet<string> = new Set(
  list(
    'cup glass mug bag box pack packet bottle can jar tin tub tube case piece slice side order serving portion ' +
      'set bowl plate carton bit bunch round',
  ),
)
/** Said for "nothing changed" on an item: "one decaf and one regular". */
export const PLAIN: ReadonlySet<string> = new Set(
  list('regular plain normal standard usual ordinary classic original basic'),
)

/** Kinds said with their class noun: "jalapeno peppers" and "cheddar cheese" are one thing, not two. */
export const CLASS_OF: ReadonlyMap<string, string> = new Map(
  Object.entries({
    pepper: 'jalapeno habanero serrano poblano cayenne chipotle ancho shishito pepperoncini',
    cheese:
      'cheddar mozzarella parmesan provolone gouda brie feta ricotta swiss pecorino gruyere monterey havarti ' +
      'asiago colby',
    mushroom: 'portobello shiitake porcini cremini chanterelle',
    bean: 'pinto kidney cannellini edamame lima',
    onion: 'shallot vidalia',
    tomato: 'roma',
    coffee: 'espresso americano latte cappuccino',
    bread: 'ciabatta sourdough rye focaccia',
    tea: 'oolong rooibos matcha chamomile',
    shirt: 'polo',
  }).flatMap(([noun, kinds]) => list(kinds).map((kind): [string, string] => [kind, noun])),
)
