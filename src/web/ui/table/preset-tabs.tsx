import { useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { List } from '../../../api/lists.ts'
import { LinkTab, LinkTabs } from './link-tabs.tsx'
import { type ListState, listParams, sameFilter } from './list-state.ts'
import type { Preset } from './list-view.ts'
import { useAcross } from './use-across.ts'
import { useTotal, useTotalText } from './use-total.ts'

interface PresetTabsProps {
  list: Pick<List, 'total' | 'defaultSort'>
  presets: readonly Preset[]
  state: ListState
  /** counts wait for the rows */
  counting: boolean
}

/** The built-in views of a list, each with how many it holds. */
export function PresetTabs({ list, presets, state, counting }: PresetTabsProps) {
  const { t } = useTranslation('lists')
  const current = presets.find((preset) => sameFilter(preset.filter, state.filter)) ?? presets[0]
  return (
    <LinkTabs label={t('views')}>
      {presets.map((preset) => (
        <PresetTab
          key={preset.key}
          list={list}
          preset={preset}
          state={state}
          counting={counting}
          current={preset === current}
        />
      ))}
    </LinkTabs>
  )
}

function PresetTab({
  list,
  preset,
  state,
  counting,
  current,
}: Omit<PresetTabsProps, 'presets'> & { preset: Preset; current: boolean }) {
  const path = useLocation({ select: (location) => location.pathname })
  const say = useTotalText()
  const total = useTotal(list, { filter: preset.filter }, counting)
  const across = useAcross(list)
  const search = new URLSearchParams({
    ...listParams({ ...state, q: '', filter: preset.filter }, list.defaultSort),
    ...across,
  })
  return (
    <LinkTab to={search.size > 0 ? `${path}?${search}` : path} current={current} count={total ? say(total) : undefined}>
      {preset.label}
    </LinkTab>
  )
}
