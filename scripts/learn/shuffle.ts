// The order in which a training looks at its sentences, another one each time, the same in every
// training: so the same sentences make the same weights. Next: train.ts, act-train.ts.

/** Puts the list in another order at each call. */
export function shuffling(): (order: number[]) => void {
  let seed = 1
  return (order) => {
    for (let i = order.length - 1; i > 0; i--) {
      seed = (seed * 1103515245 + 12345) % 2147483648
      const j = Math.floor((seed / 2147483648) * (i + 1))
      const [a, b] = [order[i] ?? 0, order[j] ?? 0]
      order[i] = b
      order[j] = a
    }
  }
}
