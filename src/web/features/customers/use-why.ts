import { useLocation } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo } from 'react'
import { type CustomerAction, customerActions } from '../../../api/customer-why.ts'
import { type CustomerAttribute, customerAttributes } from '../../../api/customers.ts'
import { useSearchState } from '../../lib/location.ts'
import type { Subject } from '../../ui/why/why-person.tsx'

/** What is asked: to see the customer, to do something with it, or to change one of its attributes. */
export interface WhyQuestion {
  subject: Subject | null
  attribute: CustomerAttribute | null
  action: CustomerAction | null
}

/** The question of the panel *Warum sehe ich das?*; it stands in the address, so that a link asks the same (ACC-18). */
export function useWhyQuestion(): [WhyQuestion, (change: Partial<WhyQuestion>) => void] {
  const [search, setSearch] = useSearchState()
  const { who, at, ask } = search
  const question = useMemo(() => questionOf(who, at, ask), [who, at, ask])
  const change = useCallback(
    (part: Partial<WhyQuestion>) => {
      const { subject, attribute, action } = { ...question, ...part }
      setSearch(
        { who: subject?.person, at: subject?.place, ask: attribute ? `field.${attribute}` : (action ?? undefined) },
        { replace: true },
      )
    },
    [question, setSearch],
  )
  return [question, change]
}

function questionOf(who: string | undefined, at: string | undefined, ask: string | undefined): WhyQuestion {
  const attribute = customerAttributes.find((key) => ask === `field.${key}`) ?? null
  const action = attribute ? 'update' : (customerActions.options.find((one) => one === ask) ?? null)
  return { subject: who && at ? { person: who, place: at } : null, attribute, action }
}

/** Asks why an action is locked, and brings the answer into sight (ACC-8). */
export function useAskWhy(): (action: CustomerAction) => void {
  const [, change] = useWhyQuestion()
  return useCallback(
    (action) => {
      change({ subject: null, attribute: null, action })
      // a menu gives the focus back to its button first
      window.setTimeout(showAnswer, 120)
    },
    [change],
  )
}

/** An address that ends in this leads to the answer: *Warum?* of the list (ACC-13). */
export const whyHash = 'why'

// not the hash itself: the router would put it at the top of the page, even where it is in sight
export const whyId = 'why-panel'

/** Stands a reader who came for the answer in front of it. */
export function useArrival(): void {
  const isAsked = useLocation({ select: ({ hash }) => hash === whyHash })
  useEffect(() => {
    if (isAsked) showAnswer()
  }, [isAsked])
}

const moves = ['keydown', 'pointerdown', 'wheel'] as const

/** Gives the panel the focus, so that it is read out, and scrolls only as far as is needed to see it: beside the customer not at all. */
function showAnswer(): void {
  const panel = document.getElementById(whyId)
  if (!panel) return
  panel.focus({ preventScroll: true })
  // the answer, and on a phone what stands above it, grow when they arrive: it stays in sight until the reader moves
  const growth = new ResizeObserver(() => {
    if (document.activeElement === panel) panel.scrollIntoView({ block: 'nearest' })
    else growth.disconnect()
  })
  for (let box: Element | null = panel; box; box = box.parentElement) growth.observe(box)
  for (const move of moves) window.addEventListener(move, () => growth.disconnect(), { once: true, capture: true })
}
