// The number of an entry as receipts, lists and people say it: outlet, dash, six digits.

/** `1`, `2` → `1-000002`. */
export const receiptNo = (outlet: number | string, seq: number): string => `${outlet}-${String(seq).padStart(6, '0')}`
