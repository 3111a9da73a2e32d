// A placed order many times over, for tests and benchmarks of size: the same rows under other
// numbers, with the stock that goes with them, so that everything still adds up.
type Rows = (sql: string, values?: readonly unknown[]) => Promise<unknown>

/** Numbers from `first` on, each in a thread of its own; `own`: columns of the order made of its number `n`. */
export async function cloneOrder(
  rows: Rows,
  number: number,
  { first, count, own: made = {} }: { first: number; count: number; own?: Readonly<Record<string, string>> },
): Promise<void> {
  const copies = 'generate_series($2::int, $3::int) n'
  const values = [number, first, first + count - 1]
  const copied = async (table: string, own: Readonly<Record<string, string>>): Promise<void> => {
    const columns = (
      (await rows(
        `select coalesce(string_agg(quote_ident(column_name), ',' order by ordinal_position), '') as list
         from information_schema.columns where table_name = $1 and column_name <> all($2::text[])`,
        [table, Object.keys(own)],
      )) as { list: string }[]
    )[0]?.list
    const key = table === 'orders' ? 'number' : 'order_number'
    await rows(
      `insert into ${table} (${Object.keys(own).join(', ')}, ${columns})
       select ${Object.values(own).join(', ')}, ${columns} from ${table} t, ${copies} where t.${key} = $1`,
      values,
    )
  }
  await copied('orders', {
    number: 'n',
    draft_id: 'null',
    parent: 'null',
    thread_key: `'terminal:copy-' || n`,
    ...made,
  })
  await copied('order_line', { order_number: 'n' })
  await copied('order_group', { order_number: 'n' })
  await copied('payment', { order_number: 'n', id: 'gen_random_uuid()' })
  await copied('order_event', { order_number: 'n', id: `nextval('order_event_id_seq')` })
  await copied('backorder', {
    order_number: 'n',
    seq: `nextval('backorder_seq_seq')`,
    thread_key: `'terminal:copy-' || n`,
  })
  await rows(
    `update stock s set reserved = s.reserved + l.reserved * $2::int, allocated = s.allocated + l.backordered * $2::int,
       on_hand = greatest(s.on_hand, s.reserved + l.reserved * $2::int)
     from (select sku, sum(reserved)::int as reserved, sum(backordered)::int as backordered from order_line where order_number = $1
       group by sku) l where l.sku = s.sku`,
    [number, count],
  )
}
