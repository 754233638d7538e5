export { isVisible, rowLinks, stopOf } from './chain.ts'
export { whyFacts } from './facts.ts'
export { type Link, link } from './link.ts'
export { settingOf } from './setting.ts'
