import { useId, useState } from 'preact/hooks';
import type { ProductValues } from '../../../shared/admin-products.ts';
import { Field } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { words } from '../../words/words.ts';
import { productsWords } from '../products-words.ts';
import './filters.css';
import { columnName } from '../sheet/sheet-heads.tsx';
import {
  AVAILABILITIES,
  countFilters,
  type ListQuery,
  MISSING_PARTS,
  readListQuery,
  SORTS,
  writeListQuery,
} from './list-query.ts';

interface FilterBarProps {
  query: ListQuery;
  /** What the products have; undefined until it is there. */
  values: ProductValues | undefined;
  onChange(query: ListQuery, how: { replace: boolean }): void;
}

/** What the list is narrowed to. Everything it says stands in the address. */
export function FilterBar({ query, values, onChange }: FilterBarProps) {
  const text = words();
  const own = productsWords();
  const id = useId();
  const [isOpen, setOpen] = useState(() => countFilters(query) > 0);
  const count = countFilters(query);
  const change = (part: ListQuery, replace = false) =>
    onChange(readListQuery(writeListQuery({ ...query, ...part })), { replace });
  const missing = {
    picture: own.missingPicture,
    description: own.missingDescription,
    category: own.missingCategory,
  };
  return (
    <div class="filter-bar">
      <SearchField
        label={text.searchProducts}
        hint={text.searchHint}
        value={query.q ?? ''}
        onChange={(q) => change({ q, sort: query.q ? query.sort : undefined }, true)}
      />
      <button
        type="button"
        class="button filter-toggle"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="filter" /> {own.filters}
        {count > 0 && <span class="filter-count">{count}</span>}
      </button>
      <div class="filter-fields" id={id} hidden={!isOpen}>
        <ValueFilter
          label={own.category}
          any={own.anyCategory}
          value={query.category}
          known={values?.categories}
          onChange={(category) => change({ category })}
        />
        <ValueFilter
          label={text.brand}
          any={own.anyBrand}
          value={query.brand}
          known={values?.brands}
          onChange={(brand) => change({ brand })}
        />
        <Choice
          label={text.availability}
          any={own.anyAvailability}
          value={query.availability}
          options={AVAILABILITIES.map((status) => [status, text.availabilityNames[status]])}
          onChange={(availability) => change({ availability })}
        />
        <Field label={own.stockBelow}>
          <input
            class="input"
            inputMode="numeric"
            autocomplete="off"
            maxLength={9}
            value={query.stock_below ?? ''}
            onChange={(event) => change({ stock_below: event.currentTarget.value })}
          />
        </Field>
        <Choice
          label={own.missing}
          any={own.nothingMissing}
          value={query.missing}
          options={MISSING_PARTS.map((part) => [part, missing[part]])}
          onChange={(part) => change({ missing: part })}
        />
        <Choice
          label={own.sortBy}
          any={query.q ? own.bestFirst : own.usualOrder}
          value={query.sort}
          options={SORTS.map((sort) => [sort, sortName(sort)])}
          onChange={(sort) => change({ sort })}
        />
        {count > 0 && (
          <button
            type="button"
            class="button filter-clear"
            onClick={() => onChange({ q: query.q, sort: query.sort }, { replace: false })}
          >
            {own.clearFilters}
          </button>
        )}
      </div>
    </div>
  );
}

function sortName(sort: (typeof SORTS)[number]): string {
  const own = productsWords();
  const isDown = sort.startsWith('-');
  const name = columnName(sort.replace('-', '') as 'title' | 'price' | 'stock' | 'updated');
  return isDown ? own.sortDescending(name) : own.sortAscending(name);
}

interface ChoiceProps<T extends string> {
  label: string;
  any: string;
  value: T | undefined;
  options: [value: T, name: string][];
  onChange(value: T | undefined): void;
}

function Choice<T extends string>({ label, any, value, options, onChange }: ChoiceProps<T>) {
  return (
    <Field label={label}>
      <select
        class="input"
        value={value ?? ''}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          onChange(options.find(([known]) => known === chosen)?.[0]);
        }}
      >
        <option value="">{any}</option>
        {options.map(([known, name]) => (
          <option key={known} value={known}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface ValueFilterProps {
  label: string;
  any: string;
  value: string | undefined;
  known: string[] | undefined;
  onChange(value: string | undefined): void;
}

/** One of the values in use. An address may name another; it stays to be seen and taken away. */
function ValueFilter({ label, any, value, known = [], onChange }: ValueFilterProps) {
  const all = value === undefined || known.includes(value) ? known : [value, ...known];
  return (
    <Choice
      label={label}
      any={any}
      value={value}
      options={all.map((name) => [name, name])}
      onChange={onChange}
    />
  );
}
