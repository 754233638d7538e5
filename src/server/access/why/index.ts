export { isVisible, link, type Link, rowLinks, stopOf, type Unreadable } from './chain.ts'
export { type WhyFacts, whyFacts } from './facts.ts'
export { settingOf } from './setting.ts'
