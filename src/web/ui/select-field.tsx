import { Select, type SelectProps } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { errorText, type Named, inColumns } from './field.tsx'
import { Icon } from './icon.tsx'

/** One of a list; with `searchable` for long ones. A file of its own: what it is made of is large, and sign-in and lists have none. */
export function SelectField({ error, span, ...rest }: SelectProps & Named) {
  const { t } = useTranslation('common')
  return (
    <Select
      allowDeselect={false}
      checkIconPosition="right"
      rightSection={<Icon of={IconChevronDown} />}
      rightSectionPointerEvents="none"
      nothingFoundMessage={t('field.nothingFound')}
      {...inColumns(span)}
      {...rest}
      data-path={rest.name}
      error={errorText(error)}
    />
  )
}
