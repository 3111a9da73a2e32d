/**
 * Words of the language by what they usually are about in talk around an order; a word may have
 * several senses. Evidence for the head, never a rule: what a sense means beside others is learned.
 * Next: features.ts.
 */
const TABLE = {
  PERSON:
    'person human agent somebody someone anybody anyone staff employee colleague representative operator advisor ' +
    'assistant people persona persn humn supervisor support service mitarbeiter personne clerk team guy',
  BOT: 'bot robot machine computer automated automatic ai',
  TALK: 'talk speak chat call ring phone reach contact connect hablar sprechen parler discuss callback',
  MANAGER: 'manager boss supervisor manger lead approver chef head management superior',
  APPROVAL:
    'approval approve approved approves aproval approving signoff sign ok okay permission authorise authorize request',
  APPROVE: 'approve approved granted grant agree agreed accept fine go allow allowed authorised authorized ok okay yes',
  REFUSE: 'decline declined reject rejected refuse refused deny denied no not cant cannot impossible never dont veto',
  OFFER: 'offer counter propose proposal counteroffer',
  QUOTE: 'quote quotation qoute quoted offer estimate proforma offerte writing valid',
  DRAFT: 'draft drafts cart carts basket baskets unfinished saved unplaced darfts trolley',
  RESUME: 'resume continue carry reopen open pick proceed went',
  CANCEL:
    'cancel cancelled canceled cancelling cancellation canceling cansel scrap annul void abort stop call kill bin',
  UNCANCEL: 'uncancel reinstate revoke ignore mistake after undo reverse withdraw disregard scratch forget keep still',
  RETURN: 'return returns returning returned retrun ret retour sending goes give giving bring hand',
  BACK: 'back',
  REFUND: 'refund refunded refunds reimburse reimbursed reimbursement credit compensate compensation money',
  SWAP:
    'exchange swap swapped swpa exch replace replacement change ' +
    'changed trade switch instead rather convert substitute',
  BROKEN:
    'broken broke damaged damage cracked crack chipped dented dent scratched torn hole stain stained dirty faulty ' +
    'defective dead smashed pieces leaking leak leaks bent ripped ruined wet soaked crushed wrong',
  MISSING: 'missing miss forgot lacking short absent lost never',
  LATE: 'late delayed delay overdue slow long waiting weeks ages stuck yet still forever',
  ANGRY:
    'disappointed angry unacceptable terrible awful joke ridiculous ' +
    'worst useless fuming upset complaint complain annoyed',
  GOODWILL: 'goodwill sorry trouble apology gesture courtesy inconvenience',
  WHERE: 'where wheres whereabouts',
  WHEN:
    'when whens wen eta til till until soon date day days arrival arrive arrives arriving arrived come ' +
    'comes coming get here thursday friday monday tuesday wednesday saturday sunday weekend tomorrow today',
  HOWMUCH: 'much cost costs price prices charge fee fees expensive cheap cheaper pricey dear rate',
  TOTAL: 'total totla sum altogether owe owing far come amount overall bill due final subtotal',
  WHY: 'why y how',
  STATUS:
    'status tracking track news update updates progress shipped dispatched dispatch sent ' +
    'left posted underway way parcel package packages parcle packet box delivery shipment',
  ORDERS: 'orders oders ordered purchases bought purchased history past previous',
  HISTORY: 'history log changes changed who audit record trail happened timeline',
  SHIPPED: 'shipped ship went out gone sent dispatched tracking trk carrier dhl ups fedex usps',
  PAID: 'paid payed settled transferred transfered remitted deposited wired sent',
  PAY: 'pay paying payment payments payable paymnet settle checkout',
  CARD: 'card credit debit visa mastercard amex cc creditcard',
  LINKW: 'link lnik url paylink page',
  INVOICE: 'invoice invioce invoiced account net bill terms rechnung po purchase inv',
  COD: 'cash cod delivery courier door arrives arrival comes',
  TRANSFER: 'transfer transfr wire bank sepa iban banktransfer',
  WALLET:
    'paypal klarna amex applepay googlepay gift cards cheque ' +
    'cheques crypto bitcoin afterpay instalments installments parts',
  RECEIPT: 'receipt reciept invoice invioce bill pdf vat copy',
  COUPON: 'coupon cupon code codes voucher vocher promo promocode discount dicount voucherr',
  DISCOUNT: 'discount discounts discuont rebate reduction off deal better percent cheaper price sale',
  PERCENT: 'percent percentage pct %',
  OFF: 'off less knock minus subtract deduct reduce cut down take',
  FREE: 'free waive wave waived comp complimentary no without gratis',
  SHIPPING: 'shipping shiping postage delivery delievry post freight carriage ship shpping',
  EXPRESS:
    'express expres exprees expess fast faster fastest quick quicker ' +
    'quickest overnight priority urgent rush asap hurry speed sooner',
  STANDARD: 'standard standrad normal regular cheap cheapest slow slower economy ordinary basic',
  PICKUP: 'pickup pick collect collection store shop myself fetch grab click',
  ADDRESS: 'address adress addres addr street house road postcode zip city town apartment flat number',
  PLACE: 'home office work place hoem offcie ofice workplace house',
  SEND: 'send deliver ship post goes go going delivered mail',
  BILLING: 'bill billing invoice billed',
  EMAILW: 'email mail e-mail mails',
  PHONEW: 'phone number tel telephone mobile cell reach call',
  NAMEW: 'name named called surname',
  ACCOUNT: 'account acct acount register registered registering sign signup login profile',
  GUEST: 'guest anonymous walk without wihtout',
  CUSTOMER: 'customer client caller custmer costumer cust cx lady buyer she he her his him they',
  NEWW: 'new create open set make fresh another',
  LINKUP: 'link connect join already attach merge existing before',
  CODEW: 'code codes digits pin verification says got',
  FORGET: 'delete erase erased forget wipe remove gdpr deletion',
  DATA: 'data details information info personal everything',
  NOTE:
    'note comment message write say tell driver courier courier leave ' +
    'ring bell neighbour neighbor porter gate door card gift wrap wrapped',
  GIFT: 'gift present birthday card wrap wrapping surprise',
  MEMO: 'memo internal staff file us note',
  SAY: 'say tell reply answer write message respond',
  HAND: 'give pass assign transfer hand forward',
  TAKEOVER: 'take taking handle mine over myself',
  WAIT: 'wait waiting patient hold together everything complete all one',
  REST: 'rest remaining remainder others later missing',
  NOW: 'now ready available stock there got partial part already',
  SEPARATE: 'separate seperate separately own another second',
  DROP: 'drop forget skip without remove leave lose ditch',
  STOCK: 'stock available left have carry sell come colours colors sizes size colour color',
  RESTOCK: 'back again restock restocked more in',
  CUSTOMS: 'customs custums duty duties import tax taxes vat',
  HOURS: 'hours open close closed opening closing sunday weekend time times late til',
  POLICYW: 'warranty waranty guarantee minimum match wrap countries abroad ireland norway canada',
  RETURNSQ: 'policy label opened fit days how long',
  REASON: 'because cos cuz since reason for loyal late damaged bulk match',
  YES:
    'yes yep yeah y sure ok okay correct right k fine perfect ' +
    'exactly ja si ya deal absolutely confirm confirmed agreed',
  NO: 'no nope nah n not never dont wait stop leave keep',
  THANKS: 'thanks thank ty thx cheers merci great lovely nice cool awesome love perfect super bye',
  HI: 'hi hello hey good morning evening afternoon bonjour',
  UNDO: 'undo redo revert back rewind restore before',
  SUBMIT: 'place plcae order submit checkout chekout buy done confirm go finish complete proceed',
  AGAIN: 'again same repeat reorder another once more',
  ADDW: 'add put include throw forgot plus also more extra',
  HELP: 'help how work works commands type do can',
  SHOW: 'show see list read view display cart basket order lemme',
  QUESTION: 'what whats which who does do is are can could will would how may might any',
  CHANGEW: 'change changed wrong correct new update instead moved should',
  WHATIF: 'if would with what happens work help valid save',
  ONLY: 'only just one enough',
} as const
const senses = new Map<string, string[]>()
for (const [name, words] of Object.entries(TABLE))
  for (const word of words.split(' '))
    if (word !== '') senses.set(word, [...new Set([...(senses.get(word) ?? []), name])])

const NONE: readonly string[] = []
export const sensesOf = (word: string): readonly string[] => senses.get(word) ?? NONE
export const SENSED: ReadonlySet<string> = new Set(senses.keys())
