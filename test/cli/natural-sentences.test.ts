// Sentences as people type them, in three shops whose catalogs came from real export formats, in English and German.
// Rule: what the words fit is put in the cart or asked about; nothing of it is denied, nothing else
// gets in.
import { describe, expect, test } from 'vitest'
import { importedShop } from './imported-shop.ts'

/** SKUs and counts; a string is a product that has to be among what is asked about. */
type Expected = Readonly<Record<string, number>> | readonly string[]

const shopify: readonly (readonly [string, Expected])[] = [
  ['6 takis fuego', ['Takis Fuego']],
  ['6 takis fuego 4 oz', { '757528008680': 6 }],
  ['two bags of takis fuego 9.9oz', { '0757528029333': 2 }],
  ['3 takis blue heat', { '757528/BLUE': 3 }],
  ['a carton of granny mints', { "GRANNY'S 15": 1 }],
  ['2 peppermint mints please', { "GRANNY'S 15": 2 }],
  ['ultraboost 44', ['Ultraboost', '44']],
  ['ultraboost 44 core black', { 'ADIDAS-ULTRABOOST-22-CORE-BLACK-44': 1 }],
  ['2 pairs of white ultra boost in 43', { 'ADIDAS-ULTRABOOST-22-CLOUD-WHITE-43': 2 }],
  ['i need 4 merino roving 180g', { 'ROV/180': 4 }],
  ['merino roving 500 g', { 'ROV/500': 1 }],
  ['1 beaded choker ribbed white', { 'BC 6 W': 1 }],
  ['beaded choker smooth 8mm', { 'BC 8 W': 1 }],
  ['2 BC 6 W', { 'BC 6 W': 2 }],
  ['2 757528/BLUE', { '757528/BLUE': 2 }],
  ["add 3 GRANNY'S 15", { "GRANNY'S 15": 3 }],
  ['2 cat costumes no tail', { 'CAT.NT': 2 }],
  ['cat costume with long tail', { 'CAT.LT': 1 }],
  ['sea salt caramels x3', { 'CAR_SALT.180': 3 }],
  ['2 cafe creme 200g', { '2-IN-1_200': 2 }],
  ['instant coffee', ['Café Crème']],
  ['3 navy crew tees in L', { '003N': 3 }],
  ['2 xl cotton tee heather grey', { 'ORGANIC-CREW-TEE-XL-HEATHER-GREY': 2 }],
  ['one steel bottle 500 ml', { 'BTL 500ML': 1 }],
  ['2 m usb-c cable', { '100.2-M/C': 1 }],
  ['memory foam pillow', { PIL_01: 1 }],
  ['2 fig candles and a vanilla candle', { 'LUM+FIG': 2, 'LUM+VAN': 1 }],
  ['3 glogg mugs bla', { 'GM-B': 3 }],
  ['2 glogg mugs purple', ['Glögg Mug']],
  ['2 GM-R', { 'GM-R': 2 }],
  ['earl grey loose leaf', ['Earl Grey Tea']],
  ['smorrebrod board oak', { SB_OAK: 1 }],
  ['guinea pig food', ['Guinea Pig Food']],
  ['2 bags of guinea pig food 5 lb', { 'GPF-5': 2 }],
  ['½ moon bed small grey', { 'HM-S-G': 1 }],
  ['2 1/2 moon cuddle beds large oatmeal', { 'HM-L-O': 2 }],
  ['a 10 gallon aquarium', { AQ10: 1 }],
  ['2 six foot rope leashes', { 'LEA-6': 2 }],
  ['1 blue catnip mouse and 2 red ones', { 'CM-B': 1, 'CM-R': 2 }],
  ['2 x wild salmon and sweet potato 10 kg', { 'WSC 10': 2 }],
]
const woo: readonly (readonly [string, Expected])[] = [
  ['2 red v-neck tees', { 'WOO-VNECK-TEE-RED': 2 }],
  ['blue hoodie with logo', ['Hoodie']],
  ['a green hoodie', { 'WOO-HOODIE-GREEN': 1 }],
  ['3 beanies', { 'WOO-BEANIE': 3 }],
  ['espresso beans 1 kg whole bean', { 'COFFEE-BEANS-1-KG-WHOLE-BEAN': 1 }],
  ['2 house espresso fine for moka 250g', { 'COFFEE-BEANS-250-G-FINE-FOR-MOKA': 2 }],
  ['sunglasses', { 'ID-62': 1 }],
  ['4 long sleeve tees', { 'WOO.LONG/SLEEVE TEE': 4 }],
  ['2 neon pink dog collars size M', { 'COL-NY-M-35-45-CM-NEON-PINK': 2 }],
  ['2 bags of chicken and rice kibble 7.5 kg', { 'KIB-7.5': 2 }],
  ['orthopedic dog bed medium', { 'BED-M': 1 }],
  ['3 sack weizenmehl 550', { 'WM-550-25': 3 }],
  ['1 kuvertüre 2,5 kg', { 'KUV60/2.5': 1 }],
  ['tortenring 24', { '024_R': 1 }],
  ['2 muffinformen 12er', ['Muffinform']],
  ['2 lavendel und salbei', { 'LAV&SAL': 2 }],
  ['1 kürbiskerne und sonnenblumenkerne', ['Kürbiskerne']],
  ['spritzbeutel 46 cm 100er', { 'SPRITZ-46-CM-100ER': 1 }],
  ['zimt', ['Zimt gemahlen', 'Zimtstangen']],
]
const wholesale: readonly (readonly [string, Expected])[] = [
  ['200 m8 hex bolts', { '1001': 200 }],
  ['50 hex bolt M10', { '1002': 50 }],
  ['100 stainless washers m8', { '1003': 100 }],
  ['2 boxes of nitrile gloves', ['Nitrile']],
  ['3 silver duct tape', { 'TAPE 50': 3 }],
  ['blue masking tape, 12 rolls', { 'TAPE 25': 12 }],
  ['24 7up', { '7UP_330': 24 }],
  ['gold paint marker x 5', { 'MAR 71': 5 }],
  ['2 packs of M12x80 hex bolts', { '933-8.8/M12': 2 }],
  ['hex bolt m12 x 80, 3 packs', { '933-8.8/M12': 3 }],
  ['chipboard screws 5x80', { SPX_580: 1 }],
  ['3 packs of sanding sheets p120', { '00120': 3 }],
  ['tx20 bits', { 'TX20#10': 1 }],
  ['10 x hex bolts M10', { '1002': 10 }],
  ['sandpaper P120', ['P120']],
  ['RCD 63/30', { 'RCD 63/30': 1 }],
  ['30 half inch saddle clamps', { '1/2-SADDLE': 30 }],
  ['1/2 saddle clamps', { '1/2-SADDLE': 1 }],
  ['cable ties 300mm', { 'TIE_300X4.8': 1 }],
  ['50 gu10 lamps 5w cool white', { 'LED.GU10.5W/CW': 50 }],
  ['6 light switches 2 gang', { 'SW 2G2W': 6 }],
  ['2 rcds and ten 32 amp mcbs', { 'RCD 63/30': 2, 'MCB-B32/1P': 10 }],
  ['20 16A B curve MCBs', { 'MCB-B16/1P': 20 }],
]

describe.each([
  ['Shopify', ['shopify-old.csv', 'shopify-new.csv', 'shopify-pets.csv'], shopify],
  ['WooCommerce', ['woocommerce.csv', 'woocommerce-de.csv'], woo],
  ['a wholesaler', ['wholesale.csv', 'electrical.csv'], wholesale],
] as const)('%s', async (_, files, sentences) => {
  const shop = await importedShop(files)
  test.each(sentences)('"%s"', async (words, expected) => {
    const { said, lines } = await shop.order(words, !Array.isArray(expected))
    expect(said).not.toMatch(/We do not have/)
    if (Array.isArray(expected)) for (const name of expected) expect(said).toContain(name)
    else expect(lines, said).toEqual(expected)
  })
})
