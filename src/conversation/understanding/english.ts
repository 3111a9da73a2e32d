/**
 * Words that are certainly English: common words and the goods and dishes any shop may be asked for. A word of this list is never taken for a
 * misspelt catalog word ("back" is not "black", "sneakers" is not "speakers"), so it can be named back as not found. No catalog's own words.
 */
export const ENGLISH: ReadonlySet<string> = new Set(
  `sneaker shoe boot sandal slipper sock jean trouser pant skirt dress blouse coat jacket vest sweater cardigan glove mitten scarf hat cap belt tie suit shirt
umbrella wallet purse backpack suitcase watch ring necklace bracelet earring sunglasses glasses perfume soap shampoo towel pillow blanket sheet curtain carpet rug
table chair desk sofa couch bed lamp shelf mirror clock candle vase plant flower tree garden tool hammer drill saw screw nail ladder paint brush bucket
phone tablet laptop computer monitor printer camera speaker headphone keyboard mouse charger cable battery plug television radio console game toy doll puzzle ball bike
book notebook pen pencil paper envelope stapler scissor tape glue folder card poster sticker magazine
plate bowl spoon fork knife pan pot kettle toaster oven fridge blender bottle glass mug tray napkin
bread cake pie cookie muffin bagel croissant donut sandwich burger fries pizza pasta noodle rice salad soup steak chicken beef pork fish shrimp crab lobster egg bacon
cheese butter milk cream yogurt sugar salt pepper honey jam sauce ketchup mustard oil vinegar apple banana orange lemon lime grape peach pear cherry strawberry
potato tomato onion garlic carrot lettuce spinach bean corn pea mushroom broccoli water juice soda beer wine tea coffee cocoa smoothie milkshake
lighter light dark bright small large heavy soft hard warm cold cool hot late later better bitter butter letter
red blue green yellow orange purple pink brown black white grey gold silver
house home office work school street road avenue
money price cost cheap change coin cash
world weather rain snow movie music song sport football news
friend mother father sister brother
place order line list show tell call mail email send text
able above across afraid after again against age ago agree ahead air almost already always amount angry answer anyway apart area arm arrive art ask asked asking away
baby back bad base bath beach beat because become before behind below beside best between beyond birthday bit blank block board boat body bottom box boy break bright bring broke build built burn bus business busy
call called car care carry case catch cause center chance charge cheaper check child children choice choose church circle city class clean clear climb close closed clothes cloud coast collect company complete condition contain control cook corner correct cost could count country couple course cover crazy cross crowd cry current customer cut
daily damage damaged dance danger date daughter day dead deal dear decide decided deep delay depend describe design detail develop different dinner direct dirty discount discuss distance divide doctor dog door double down draw dream drive drop dry during
each ear early earth ease east easy eat edge effect either else email empty end energy engine enjoy enough enter entire equal error even evening event ever exact example except excited expect expensive explain extra eye
face fact fail fair fall family famous far farm fast father favor favorite fear feed feel feet fell felt few field fight figure fill final find finger finish fire first fit five fix flat floor fly follow foot force foreign forest forget form forward found free fresh front full fun funny
game gave gentle gift girl glad goal gold gone govern grand great ground group grow guess guest guide
hair half hall hand happen happy hat hate head hear heard heart heat heavy height held help high hill history hit holiday hole hope horse hospital hour huge human hundred hungry hurry hurt
idea imagine important inch include increase indicate industry inside instant instead interest invent invite iron island issue
job join joke joy jump keep kept key kid kill kind king kitchen knew know
lady lake land language large laugh law lay lead leader learn least leave left leg legal less lesson level lie life lift light limit line lion listen live load local lock lonely long lose loss lost loud low luck lucky lunch
machine mad main make manage manager map mark market marry mass match material matter maybe meal mean meant measure meat meet meeting member message middle might mile million mind mine minute miss missing mistake mix model modern moment month moon mother motion mountain mouth move much museum must
nation natural nature near neck need neighbor never news night noise none noon normal north nose note nothing notice number
object ocean offer often oil older once open operate opinion opposite original outside own owner
package page paid pain paint pair park part party pass past path pattern pay peace people perhaps period person personal pet picture piece place plain plan plane planet play please pleasure plural point police poor popular position positive possible post pound power practice prepare present press pretty prevent price print private prize probably problem process produce product program promise proper protect proud prove provide public pull purpose push
quality queen question quick quiet quite race radio raise ran range rate rather reach read ready real realise realize reason receive received record refund regular remember remove repeat replace reply report request rest result return returned rich ride rise risk river rock role roll room root rough round rule run rush
sad safe said sail sale same sand sat save saw scale score sea search season seat secret section seem sell sense sent sentence separate serve service seven several shall shape share sharp sheet shine ship shop short should shoulder shout show sick side sign silent similar simple since sing single sister sit six skill skin sky sleep slow smell smile soft soil soldier solution solve someone son soon sorry sort soul sound south space speak special speech speed spell spend spoke spot spread spring square staff stage stand star start state station stay steal steam steel step stick still stomach stone stood stop store storm story straight strange stream strength stretch strong student study subject success such sudden suffer suggest suit summer sun supply support suppose sure surface surprise swim system
tail talk tall taste teach teacher team tear term test thank thick thin thought thousand threw through throw ticket tight till tire tired title today together told tomorrow tonight tool tooth total touch tough toward town track trade traffic train travel treat tree tried trip trouble truck true trust truth turn twice twin type
ugly uncle under understand unit until upset upon usual vacation valley value various very village visit voice vote vowel wait walk wall want war warm warn wash waste watch wave weak wear weather week weekend weight welcome well went west wet wheel while whole wide wild will wind window wine wing winter wire wish woman wonder wood word work world worry worse worst worth write wrong wrote yard year yesterday young yourself zero`.split(/\s+/),
)
