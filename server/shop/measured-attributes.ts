import { foldText } from './fold-text.ts';
import { type MeasureKind, readMeasures } from './read-measures.ts';

/** A value of an attribute or option as a store spells it. */
export interface StoreValue {
  kind: 'attribute' | 'option';
  name: string;
  value: string;
  /** Which of a product's values it is. */
  key: string;
}

/** Names of a store that measure one thing in one kind of unit, and how much each of their values is. */
export interface MeasuredAttribute {
  /** The store's names by `key` of the value. */
  names: Map<string, string>;
  kind: MeasureKind;
  /** By `key` of the value. Options are what can be chosen, attributes what the product says of itself. */
  attributes: Map<string, number>;
  options: Map<string, number>;
}

/**
 * What shoppers ask for and the names that shops give it, in the languages that we know, folded. Earlier lists are meant
 * rather than later ones: how large a tent is says how many sleep in it, and of a laptop its screen. `kinds` are those that
 * measure it, the most telling first.
 */
const FACTS: { called: string; named: { names: string; kinds?: MeasureKind[] }[] }[] = [
  {
    called: 'weight, trong luong, khoi luong, can nang',
    named: [{ names: 'weight, trong luong, khoi luong, can nang', kinds: ['mass'] }],
  },
  {
    called: 'battery, battery life, run time, runtime, pin, thoi luong pin',
    named: [
      {
        names: 'battery life, thoi luong pin, battery, pin, run time, runtime, burn time',
        kinds: ['time', 'energy', 'charge'],
      },
    ],
  },
  {
    called: 'warranty, guarantee, bao hanh',
    named: [{ names: 'warranty, guarantee, bao hanh', kinds: ['time'] }],
  },
  {
    called: 'screen, screen size, display, man hinh, kich thuoc man hinh',
    named: [
      {
        names: 'screen size, display size, screen, display, man hinh, kich thuoc',
        kinds: ['length'],
      },
    ],
  },
  {
    called: 'refresh rate, tan so quet',
    named: [
      {
        names: 'refresh rate, tan so quet, screen, display, man hinh',
        kinds: ['frequency'],
      },
    ],
  },
  { called: 'ram, memory, bo nho', named: [{ names: 'ram, memory, bo nho', kinds: ['data'] }] },
  {
    called: 'storage, ssd, hdd, disk, o cung, luu tru',
    named: [{ names: 'ssd, storage, hdd, o cung, luu tru, dung luong', kinds: ['data'] }],
  },
  {
    called: 'size, capacity, room, space, kich thuoc, suc chua, do rong',
    named: [
      { names: 'capacity, sleeps, suc chua, so nguoi', kinds: ['number'] },
      {
        names: 'volume, capacity, dung tich, the tich, suc chua',
        kinds: ['volume'],
      },
      { names: 'dung luong, capacity, storage', kinds: ['data'] },
      { names: 'screen size, screen, display, man hinh, kich thuoc', kinds: ['length'] },
      { names: 'floor area, area, dien tich, size, dimensions, kich thuoc' },
    ],
  },
  {
    called: 'volume, litres, liters, dung tich, the tich',
    named: [{ names: 'volume, dung tich, the tich, capacity', kinds: ['volume'] }],
  },
  {
    called: 'brightness, lumens, do sang',
    named: [{ names: 'brightness, lumens, do sang, light output' }],
  },
  {
    called: 'temperature, temperature rating, comfort, nhiet do',
    named: [
      {
        names: 'comfort temperature, temperature rating, temperature, nhiet do, comfort',
        kinds: ['temperature'],
      },
    ],
  },
  {
    called: 'length, chieu dai',
    named: [{ names: 'length, chieu dai', kinds: ['length'] }],
  },
  {
    called: 'height, chieu cao',
    named: [{ names: 'height, peak height, chieu cao', kinds: ['length'] }],
  },
  {
    called: 'power, wattage, cong suat',
    named: [{ names: 'power, wattage, output, cong suat', kinds: ['power'] }],
  },
];

const phrases = (list: string) => list.split(', ');

/**
 * What a store may mean by what a shopper calls `called`, the likeliest first: the store's own names that are called just
 * so, those that are other words for it, then those that have such words in them. One that measures nothing is none, and so is, with a `kind`, one that
 * measures nothing of it.
 */
export function measuredAttributes(
  values: StoreValue[],
  { called, kind }: { called: string; kind?: MeasureKind | undefined },
): MeasuredAttribute[] {
  const wanted = foldText(called);
  const known = FACTS.find((fact) => phrases(fact.called).includes(wanted));
  const named = known?.named ?? [];
  const groups: { values: StoreValue[]; kinds?: MeasureKind[] | undefined }[] = [];
  const byName = Map.groupBy(values, ({ name }) => foldText(name));
  const add = (names: string[], kinds?: MeasureKind[]) =>
    groups.push({ values: names.flatMap((name) => byName.get(name) ?? []), kinds });
  if (!known) add([wanted]);
  for (const { names, kinds } of named) add(phrases(names), kinds);
  for (const { names, kinds } of known ? named : [{ names: wanted, kinds: undefined }]) {
    for (const name of byName.keys()) {
      if (phrases(names).some((phrase) => name !== phrase && hasWords(name, phrase))) {
        add([name], kinds);
      }
    }
  }
  return groups.flatMap(
    ({ values: grouped, kinds }) => measured(grouped, kind ? [kind] : kinds) ?? [],
  );
}

/** Whether a store's name could measure what is called so; the others need not be read. */
export function mayMeasure(called: string, name: string): boolean {
  const wanted = foldText(called);
  const known = FACTS.find((fact) => phrases(fact.called).includes(wanted));
  const names = known?.named.flatMap((one) => phrases(one.names)) ?? [wanted];
  return names.some((phrase) => hasWords(foldText(name), phrase));
}

/**
 * Of several the first that at least half of the products say anything of, else the one that most do; undefined when none
 * says anything. `products` are the keys of the values of those that answer best; `name` is what most of them call it.
 */
export function mostTold(
  candidates: MeasuredAttribute[],
  products: string[][],
): (MeasuredAttribute & { name: string }) | undefined {
  const told = candidates.map((candidate) => {
    const { attributes, options } = candidate;
    return products.filter((keys) => keys.some((key) => attributes.has(key) || options.has(key)))
      .length;
  });
  const most = Math.max(0, ...told);
  if (most === 0) return undefined;
  const often = told.findIndex((count) => count >= products.length / 2);
  const chosen = candidates[often === -1 ? told.indexOf(most) : often];
  const names = products.flatMap((keys) => keys.flatMap((key) => chosen?.names.get(key) ?? []));
  return chosen && { ...chosen, name: commonest(names) ?? '' };
}

function commonest<T>(values: T[]): T | undefined {
  const counts = Map.groupBy(values, (value) => value);
  const count = (value: T) => counts.get(value)?.length ?? 0;
  return [...counts.keys()].toSorted((a, b) => count(b) - count(a))[0];
}

function measured(
  values: StoreValue[],
  kinds: MeasureKind[] | undefined,
): MeasuredAttribute | undefined {
  const read = values.map((value) => ({ ...value, measures: readMeasures(value.value) }));
  const counts = Map.groupBy(
    read.flatMap(({ measures }) => [...measures.keys()]),
    (kind) => kind,
  );
  const count = (kind: MeasureKind) => counts.get(kind)?.length ?? 0;
  const common = [...counts.keys()].toSorted((a, b) => count(b) - count(a));
  const told = kinds?.filter((one) => count(one) > 0) ?? common;
  const kind = told.find((one) => count(one) >= read.length / 2) ?? told[0];
  if (kind === undefined) return undefined;
  const amounts = (of: StoreValue['kind']) =>
    new Map(
      read.flatMap(({ kind: one, key, measures }): [string, number][] => {
        const amount = measures.get(kind);
        return one === of && amount !== undefined ? [[key, amount]] : [];
      }),
    );
  const telling = read.filter(({ measures }) => measures.has(kind));
  const names = new Map(telling.map(({ key, name }) => [key, name]));
  return { names, kind, attributes: amounts('attribute'), options: amounts('option') };
}

function hasWords(name: string, phrase: string): boolean {
  return ` ${name.replace(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(` ${phrase} `);
}
