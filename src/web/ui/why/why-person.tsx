import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { peopleList } from '../../../api/organizations.ts'
import { useCall } from '../../lib/query.ts'
import { SelectField } from '../select-field.tsx'

/** Somebody, acting in one of their organisations. */
export interface Subject {
  person: string
  place: string
}

interface WhyPersonProps {
  value: Subject | null
  /** who that is, until the list is there */
  name: string
  onChange: (subject: Subject | null) => void
}

const self = 'self'
const keyOf = ({ person, place }: Subject) => `${person}.${place}`

/** Oneself or one of those whom the reader manages, each where they are a member (ACC-18). */
export function WhyPerson({ value, name, onChange }: WhyPersonProps) {
  const { t } = useTranslation('why')
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search.trim(), 200)
  const isTyped = asked !== '' && asked !== t('ask.self') && !asked.includes(' · ')
  const found = useCall(peopleList.page, { query: { ...(isTyped && { q: asked }), limit: 20 } }, { keep: true })
  const people = (found.data?.items ?? []).flatMap(({ person, name: called, organization, can }) =>
    person && can.resend.ok
      ? [{ value: keyOf({ person, place: organization.id }), label: `${called} · ${organization.name}` }]
      : [],
  )
  const chosen = value ? keyOf(value) : self
  const options = [{ value: self, label: t('ask.self') }, ...people]
  const missing = options.some((one) => one.value === chosen) ? [] : [{ value: chosen, label: name }]
  return (
    <SelectField
      name="person"
      label={t('ask.person')}
      searchable
      data={[...options, ...missing]}
      value={chosen}
      // the server has searched already, by name and address
      filter={({ options: all }) => all}
      searchValue={search}
      onSearchChange={setSearch}
      onChange={(key) => {
        const [person = '', place = ''] = (key ?? self).split('.')
        onChange(key === null || key === self ? null : { person, place })
      }}
    />
  )
}
