/** Ids of the bench world: the same in every run. */
export const ids = {
  operator: idOf(1, 1),
  partner: (index: number) => idOf(2, index + 1),
  person: (index: number) => idOf(3, index + 1),
  membership: (index: number) => idOf(4, index + 1),
  customer: (index: number) => idOf(5, index + 1),
  role: (index: number) => idOf(6, index + 1),
}

function idOf(kind: number, number: number): string {
  return `01900000-0000-7000-800${kind}-${number.toString(16).padStart(12, '0')}`
}

/** Operator staff come after the employees of the partners. */
export const staff = 20
