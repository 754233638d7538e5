/** Waterline of the picture. */
const quay = 640
const floor = 34
const pane = { width: 10, height: 15 }
const stair = 20

interface House {
  left: number
  width: number
  eaves: number
  steps: number
  columns: number
}

// left, width, eaves, steps of the gable, columns of windows; more than the viewport shows, for very wide and very low windows
const street: readonly House[] = [
  [-474, 84, 402, 4, 3],
  [-390, 66, 330, 5, 3],
  [-316, 104, 438, 5, 4],
  [-212, 76, 372, 4, 3],
  [-128, 96, 318, 4, 4],
  [-24, 68, 302, 5, 3],
  [50, 92, 418, 4, 3],
  [150, 94, 296, 4, 3],
  [244, 72, 432, 4, 3],
  [316, 94, 382, 4, 3],
  [420, 130, 426, 6, 4],
  [550, 74, 430, 5, 3],
  [624, 72, 304, 5, 3],
  [700, 92, 366, 4, 3],
  [802, 78, 404, 4, 3],
  [880, 96, 318, 5, 4],
  [976, 72, 388, 5, 3],
  [1056, 90, 342, 4, 3],
  [1152, 112, 430, 5, 4],
].map(([left = 0, width = 0, eaves = 0, steps = 0, columns = 0]) => ({
  left,
  width,
  eaves: eaves + 26,
  steps,
  columns,
}))

function outline({ left, width, eaves, steps }: House): string {
  const ridge = width / (2 * steps) + 2
  const tread = (width - ridge) / (2 * steps)
  const up = `v${-stair}h${tread}`.repeat(steps)
  const down = `h${tread}v${stair}`.repeat(steps)
  // the first stair stands on the wall, the last one carries the ridge
  return `M${left} ${quay}V${eaves}${up}v${-stair}h${ridge}v${stair}${down}V${quay}`
}

function windowsOf(house: House): { at: string; lit: boolean }[] {
  const gap = (house.width - house.columns * pane.width) / (house.columns + 1.6)
  const first = house.left + (house.width - house.columns * pane.width - (house.columns - 1) * gap) / 2
  const rows = Math.floor((quay - floor - house.eaves) / floor)
  return Array.from({ length: rows * house.columns }, (_, index) => {
    const row = Math.floor(index / house.columns)
    const x = first + (index % house.columns) * (pane.width + gap)
    const y = house.eaves + 14 + row * floor
    return { at: `M${x} ${y}h${pane.width}v${pane.height}h${-pane.width}z`, lit: isLit(house.left, index) }
  })
}

// somebody is at work behind every fifth window, always the same ones
function isLit(seed: number, index: number): boolean {
  return Math.abs(Math.sin(seed * 12.9898 + index * 78.233) * 43_758.5453) % 1 < 0.22
}

const panes = street.flatMap(windowsOf)
const dark = panes
  .filter((one) => !one.lit)
  .map((one) => one.at)
  .join('')
const lit = panes
  .filter((one) => one.lit)
  .map((one) => one.at)
  .join('')
const doors = street.map(({ left, width }) => `M${left + width / 2 - 8} ${quay}v-30h16v30`).join('')
// the water calms down with distance
const waves = Array.from({ length: 11 }, (_, at) => ({ y: quay + 4 + at * (5 + at * 1.9), opacity: 0.75 - at * 0.065 }))

/** The row of gabled houses at the water, with light where somebody still works. */
export function Harbour() {
  return (
    <svg viewBox="0 0 800 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      {street.map((house) => (
        <path key={house.left} d={outline(house)} fill="#053a41" stroke="#2b7f8a" strokeWidth="1.25" />
      ))}
      <path d={dark} fill="none" stroke="#1f6a75" />
      <path d={lit} fill="#f8d462" />
      <path d={doors} fill="#032d33" stroke="#2b7f8a" />
      <path d={`M-600 ${quay}H1400`} stroke="#5eb0bc" strokeWidth="1.5" />
      {waves.map(({ y, opacity }) => (
        <path key={y} d={`M-600 ${y}H1400M-600 ${y + 3}H1400`} stroke="#2b7f8a" strokeWidth="1" opacity={opacity} />
      ))}
    </svg>
  )
}
