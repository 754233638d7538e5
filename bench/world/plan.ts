import { type Dice, diceFor } from '../../src/server/demo/dice.ts'

/** An organisation of the bench world. */
export interface Partner {
  index: number
  /** index of the partner above; null: the operator */
  above: number | null
  customers: number
  /** index of its first employee, and how many there are */
  firstEmployee: number
  employees: number
}

/** How large everything is; the rows themselves are drawn while they are loaded. */
export interface Plan {
  partners: Partner[]
  employees: number
  customers: number
}

/** The partners that the measurements are about. */
export const largest = 0
export const distributor = 1
/** 100 customers in a world of any size */
export const median = 400
const below = 300
const partnerCount = 2_000

/**
 * The world of quality.md: 2,000 partners, the largest with a twentieth of all customers, one of them a distributor with
 * 300 partners below it, 10,000 employees.
 *
 * @param customers 1,000,000 at scale 1
 */
export function planWorld(customers: number): Plan {
  const sizes = sizesFor(customers, diceFor(2))
  const partners: Partner[] = []
  let employees = 0
  for (const [index, size] of sizes.entries()) {
    const own = index === largest ? 50 : index < 1_000 ? 6 : 4
    const above = index > distributor && index <= distributor + below ? distributor : null
    partners.push({ index, above, customers: size, firstEmployee: employees, employees: own })
    employees += own
  }
  return { partners, employees, customers }
}

/** Lognormal sizes with a median of 100 at full scale, made to add up. */
function sizesFor(customers: number, dice: Dice): number[] {
  const scale = customers / 1_000_000
  const sizes = Array.from({ length: partnerCount }, () => Math.min(30_000, Math.exp(1.6 * normal(dice))))
  sizes[largest] = 0
  sizes[median] = 0
  const fixed = Math.round(50_000 * scale) + 100
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const whole = sizes.map((size) => Math.floor((size / total) * (customers - fixed)))
  whole[largest] = Math.round(50_000 * scale)
  whole[median] = 100
  whole[distributor] = (whole[distributor] ?? 0) + customers - whole.reduce((sum, size) => sum + size, 0)
  return whole
}

function normal(dice: Dice): number {
  const draw = () => (dice.under(1_000_000) + 1) / 1_000_001
  return Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw())
}
