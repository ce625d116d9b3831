import { plainText } from '../facts.ts';
import { nameOf } from '../known-products.ts';
import { lines, type Scene, sentences } from '../scene.ts';
import type { ProductFacts, SeenVariant } from '../tool-results.ts';
import { grants, type Wish } from '../wishes.ts';

const MOST_LINES = 5;

/** Whether it can be bought, and in which versions. */
export function answerStock({ labels }: Scene, { product, variants }: ProductFacts): string {
  const name = nameOf(product);
  if (!product.availability.available) return labels.soldOut(name);
  const buyable = variants.filter(({ availability }) => availability.available);
  const available = buyable.filter((variant) => !isToOrder(variant));
  const [later] = buyable;
  if (later?.availability.status && available.length === 0)
    return labels.toOrder(name, later.availability.status);
  const [only] = available;
  const left = available.length === 1 && only?.stock ? ` (${labels.left(only.stock)})` : '';
  const versions = product.options.map((option) => {
    const values = option.values.filter((value) =>
      available.some(({ options }) => options[option.name] === value),
    );
    return values.length > 0 ? labels.availableIn(option.name, values) : undefined;
  });
  return sentences(`${labels.inStock(name)}${left}`, ...versions);
}

/** "In blue", "size 42", "32GB": only what a variant says counts. */
export function answerWishes({ labels }: Scene, facts: ProductFacts, wishes: Wish[]): string {
  const name = nameOf(facts.product);
  const said = wishes.map((wish) => wish.said).join(', ');
  const fitting = versions(facts, wishes);
  const available = buyable(facts, wishes);
  if (fitting.length === 0) {
    const others = facts.product.options.map((option) =>
      labels.comesIn(name, option.name, option.values),
    );
    return sentences(labels.wishUnknown(name, said), ...others);
  }
  if (available.length === 0) {
    const others = nearest(facts, wishes);
    const soldOut = labels.wishSoldOut(name, said);
    if (others.length === 0) return soldOut;
    return lines(sentences(soldOut, labels.stillThere), ...others.map(lineOf));
  }
  return lines(labels.wishGranted(name, said), ...available.slice(0, MOST_LINES).map(lineOf));

  function lineOf(variant: SeenVariant): string {
    const { title, price, stock } = variant;
    const left = isToOrder(variant) ? labels.orderable : stock ? labels.left(stock) : undefined;
    const details = [price.display, left].filter(Boolean);
    return `- ${plainText(title) || name}: ${details.join(', ')}`;
  }
}

/** What can be bought instead, first what grants most of the wishes. */
function nearest(facts: ProductFacts, wishes: Wish[]): SeenVariant[] {
  const granted = (variant: SeenVariant) =>
    wishes.filter((wish) => fits(wish, variant, facts)).length;
  return facts.variants
    .filter(({ availability }) => availability.available)
    .toSorted((a, b) => granted(b) - granted(a))
    .slice(0, MOST_LINES);
}

/** It can be bought, and there is none: it has to come first. */
function isToOrder({ availability: { status } }: SeenVariant): boolean {
  return status === 'backorder' || status === 'preorder';
}

/** The versions that grant all wishes and can be bought. */
export function buyable(facts: ProductFacts, wishes: Wish[]): SeenVariant[] {
  return versions(facts, wishes).filter(({ availability }) => availability.available);
}

function versions(facts: ProductFacts, wishes: Wish[]): SeenVariant[] {
  return facts.variants.filter((variant) => wishes.every((wish) => fits(wish, variant, facts)));
}

/** What all versions share is an attribute, not an option; "(up to 64 GB)" is not what it has. */
function fits(wish: Wish, variant: SeenVariant, { product }: ProductFacts): boolean {
  const labels = [...Object.values(variant.options), variant.title];
  const shared = Object.entries(product.attributes)
    .filter(([name]) => variant.options[name] === undefined)
    .map(([, value]) => value.replace(/\([^)]*\)/g, ''));
  return [...labels, ...shared].some((label) => grants(wish, label));
}
