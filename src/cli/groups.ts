/**
 * What `parley` can do: group -> its commands, loaded only when called, so that a start does not
 * pay for what it does not use. A group with one command named like itself is called directly
 * (`parley chat`).
 */
import type { Command } from './command.ts'

export type Group = {
  readonly summary: string
  /** By sub-command; '' is the group itself. */
  readonly load: () => Promise<Readonly<Record<string, Command>>>
}

export const groups: Readonly<Record<string, Group>> = {
  start: {
    summary: 'start everything; a chat as sam when somebody types',
    load: async () => ({ '': (await import('./start.ts')).startCommand }),
  },
  chat: {
    summary: 'talk to Parley here, as anybody',
    load: async () => ({ '': (await import('#cli/talk/chat.ts')).chat }),
  },
  playground: {
    summary: 'a page with Slack and Discord on this machine, without any token',
    load: async () => ({ '': (await import('#cli/talk/playground.ts')).playground }),
  },
  orders: { summary: 'list and show orders', load: async () => (await import('#cli/orders/orders.ts')).orders },
  shop: { summary: 'check, load and export the shop file', load: async () => (await import('./shop.ts')).shop },
  stock: {
    summary: 'show and set stock, announce receipts',
    load: async () => (await import('#cli/stock/stock.ts')).stock,
  },
  staff: {
    summary: 'staff, their roles and rights, and who changed them',
    load: async () => (await import('#cli/people/staff.ts')).staff,
  },
  price: { summary: 'set list prices', load: async () => (await import('./catalog/prices.ts')).price },
  product: { summary: 'what is sold', load: async () => (await import('./catalog/prices.ts')).product },
  catalog: { summary: 'import a catalog from a CSV', load: async () => (await import('./catalog/import.ts')).catalog },
  report: { summary: 'what was approved, as a table or CSV', load: async () => (await import('./report.ts')).report },
  transcript: {
    summary: 'what was said in a thread',
    load: async () => ({ '': (await import('#cli/talk/transcript.ts')).transcript }),
  },
  replay: {
    summary: 'say again what people said in a transcript',
    load: async () => ({ '': (await import('#cli/talk/replay.ts')).replayCommand }),
  },
  trace: {
    summary: 'what happened to a reference, an order or a thread',
    load: async () => ({ '': (await import('./trace.ts')).trace }),
  },
  'link-codes': {
    summary: 'codes that wait to be told to a customer, where no mail is sent',
    load: async () => ({ '': (await import('#cli/people/link-codes.ts')).linkCodes }),
  },
  erase: {
    summary: "delete a person's data",
    load: async () => ({ '': (await import('#cli/people/erase.ts')).eraseCommand }),
  },
  retention: {
    summary: 'clear what was kept long enough',
    load: async () => ({ '': (await import('./retention.ts')).retention }),
  },
  reader: {
    summary: 'why typed words were read as they were',
    load: async () => (await import('#cli/talk/reader.ts')).reader,
  },
  outbox: { summary: 'what waits to be delivered', load: async () => (await import('./outbox.ts')).outbox },
  webhooks: {
    summary: 'other programs that are told of orders',
    load: async () => (await import('./webhooks.ts')).webhooks,
  },
  doctor: {
    summary: 'check that everything adds up',
    load: async () => ({ '': (await import('./doctor.ts')).doctor }),
  },
  'test-order': {
    summary: 'try a channel with a marked test order',
    load: async () => ({ '': (await import('./test-order.ts')).testOrder }),
  },
  backup: {
    summary: 'copy everything into one file',
    load: async () => ({ '': (await import('./backup.ts')).backup }),
  },
  restore: {
    summary: 'bring a backup into an empty database',
    load: async () => ({ '': (await import('./backup.ts')).restore }),
  },
  bench: { summary: 'measure orders per second', load: async () => ({ '': (await import('./bench.ts')).bench }) },
}
