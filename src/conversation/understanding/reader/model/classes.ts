/**
 * Words of the language by what they usually do in an order; a word may be of several classes.
 * Evidence for the model, never a rule: what a class means beside a number, a product or a "not" is
 * learned. Next: lattice.ts turns classes into features.
 */
const TABLE = {
  REMOVE:
    'remove removed removing delete deleted drop dropped dropping ditch scrap scratch nix kill bin binned lose ' +
    'cancel cancelled cancelling skip strike struck axe axed cut omit chuck dump toss trash erase eliminate ' +
    'exclude scrub forget away out off without rid gone unneeded needless bye cross withdraw yank pull ax ' +
    'nuke zap dispose discard eject unadd deduct banish void abandon unwanted surplus',
  ADD:
    'add adding added need needs needing want wants wanting wanna take get gets order ordering buy purchase ' +
    'throw include including put putting give send bring grab like lemme gimme stick pop requiring require ' +
    'looking after required request requesting fancy toss chuck sling dig interested love prefer slip tack ' +
    'squeeze bung book reserve supply provide procure',
  MORE:
    'more extra additional further another increase raise bump up plus top boost add grow higher also too ' +
    'additionally aswell likewise second',
  LESS:
    'less fewer reduce reduced decrease lower minus down trim knock shave cut drop off subtract deduct ' +
    'lessen shrink smaller short take',
  SET:
    'make makes making set should be shud shld is are change adjust total exactly only just to at amend ' +
    'update needs meant supposed fix',
  TIMES: 'double doubled triple tripled twice quadruple times treble half halve halved fold quadrupled',
  CHANGE:
    'change changed swap swapped switch switched replace replaced exchange trade turn convert instead substitute ' +
    'into rather over alter modify edit prefer prefers different',
  KEEP: 'keep keeping stay stays remain remains leave leaving hold',
  EXCEPT: 'except but apart besides only just other excluding bar save aside solely',
  REST: 'rest others remaining remainder everything else stuff',
  NEG:
    'not no never isnt dont wasnt without didnt nt wont doesnt aint nope nah arent cant neither nor none ' +
    'nothing instead',
  ALL: 'all everything every both each whole lot entire evry any pair everyone',
  UNDO:
    'undo revert restore back reverse previous oops mistake rollback ctrl whoops unchanged was reinstate ' +
    'redo change',
  AGAIN: 'again same repeat reorder another duplicate copy usual last previous likewise identical matching',
  SUBMIT:
    'place submit confirm checkout done finalise finalize proceed complete go finished check thats finish ' +
    'through process',
  QWORD: 'what when where who why how which whats whens wheres whos hows wot wat',
  AUX: 'do does is are can could have has will would did any got anything ru',
  REPAIR:
    'sorry actually mean meant wait oops no hang hold correction rather scratch whoops nope instead typo wrong ' +
    'mistake err',
  POINT: 'it them those these that this one ones they thing item',
  REASON: 'because cos cuz since as so coz for',
  PRICE:
    'price cost costs much charge cheaper expensive total pay bill invoice discount off fee pound dollar each ' +
    'sum comes come owe damage',
  STOCK: 'stock available availability carry sell stocked sold come comes',
  SHIP:
    'ship shipping deliver delivery send post courier dispatch shipped delivered sent postage arrive arrives ' +
    'dispatched',
  RETURN: 'return returns refund back exchange returnable guarantee warranty',
  THANK:
    'thanks thank cheers ta thx hi hello hey morning afternoon evening bye great lovely brilliant perfect nice ' +
    'welcome haha lol hiya',
} as const
const classes = new Map<string, string[]>()
for (const [name, words] of Object.entries(TABLE))
  for (const word of words.split(' ')) classes.set(word, [...(classes.get(word) ?? []), name])

const NONE: readonly string[] = []
export const classesOf = (word: string): readonly string[] => classes.get(word) ?? NONE
export const CLASSED: ReadonlySet<string> = new Set(classes.keys())

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '))
/** Classes that say what is done. */
export const ACTING = set('REMOVE ADD MORE LESS TIMES CHANGE KEEP EXCEPT UNDO SUBMIT QWORD AGAIN')
/** Classes whose meeting in one stretch is worth a feature. */
export const PAIRED = set(
  'REMOVE ADD MORE LESS TIMES CHANGE KEEP EXCEPT REST NEG ALL UNDO AGAIN SUBMIT QWORD AUX REPAIR POINT PRICE ' +
    'STOCK SHIP RETURN THANK',
)

/** Words that name a parameter of an operation outright. */
export const NAMES = {
  times2: /^(double|doubled|doubling|twice)$/,
  times3: /^(triple|tripled|treble|trebled|thrice)$/,
  times4: /^(quadruple|quadrupled)$/,
  half: /^(half|halve|halved|halves)$/,
  card: /^(card|credit|debit|visa|mastercard|amex|cc)$/,
  link: /^(link|paylink)$/,
  delivery: /^(cash|cod|arrives|door|delivery|comes|receipt)$/,
  invoice: /^(invoice|invoiced|invoicing|account|terms|bill)$/,
  ship_complete: /^(wait|together|complete|whole|one|everything|hold|once|until|untill|all)$/,
  ship_available_backorder_rest: /^(later|follow|remainder|rest|now|today|available|partial|soon|when)$/,
  ship_available_drop_rest: /^(skip|drop|forget|cancel|without|leave|never|only|just)$/,
  separate_order: /^(separate|separately|own|another|new|second|split)$/,
  availability: /^(stock|available|availability|sell|stocked|have|got|sizes|colours|colors|come|carry)$/,
  price: /^(price|much|cost|costs|priced|each)$/,
  total: /^(total|altogether|sum|comes|come|far|all)$/,
  deliver: /^(delivery|deliver|delivered|arrive|arrives|shipping|ship|take|days|long|when|get|here)$/,
  restock: /^(back|again|restock|restocked|expected|due)$/,
  returns: /^(return|returns|refund|returned|returnable|exchange|send)$/,
  other: /^(?!)/,
  bigger: new RegExp(
    '^(big|bigger|biggest|large|larger|largest|long|longer|longest|heavy|heavier|heaviest|tall|taller' +
      '|tallest|high|higher|wide|wider|up|thicker|thick|stronger)$',
  ),
  smaller: new RegExp(
    '^(small|smaller|smallest|short|shorter|shortest|light|lighter|lightest|little|low|lower|narrow' +
      '|narrower|down|thinner|thin|tiny|mini)$',
  ),
} as const satisfies Readonly<Record<string, RegExp>>
