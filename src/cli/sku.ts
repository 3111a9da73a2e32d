/**
 * A SKU as an argument: shops have spaces, quotes and slashes in theirs; whether it is one of the
 * shop's own is asked where it is used.
 */
export const isSkuArgument = (word: string): boolean => /^\S(?:[^\n\r\t]{0,58}\S)?$/.test(word)
