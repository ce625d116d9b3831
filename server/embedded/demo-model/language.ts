export type Language = 'en' | 'vi';

/**
 * Words that give a language away, without diacritics. Words of both languages ("do", "can", "in", "so")
 * are in neither list.
 */
const VIETNAMESE = new Set(
  `toi muon mua khong ko hok duoc dc nhieu bao cai nao gia cho duoi trieu nghin ngan re hon nhe minh
  ban co con nay kia thu hai la va giup tim loai may tinh choi mau chiec nhung voi them nua
  chao xin alo cam tam biet ma giam khuyen mai nang pin trong luong hanh dau tien so sanh tu den
  khoang tam mat duong tot nhat ngan sach gi the nao nhu sao mo ta shop oi roi vang da dung ap
  nguoi choi leu ba lo giay ao quan tui chuot ban phim loai ben muon hang het de di`.split(/\s+/),
);
const ENGLISH = new Set(
  `the a i i'm im i'd is are am does did you your have has want need for under below with show me what
  what's whats which how it it's one this that these those of please cheaper more compare first second
  third last looking buy tell about and any some my hello hi hey thanks thank bye from between over less
  than there anything something other others else only stock cheapest best lighter heavier versus
  price cost much many discount works work apply weigh weight heavy battery warranty good great
  tent tents backpack jacket boots shoes sleeping find get give would like who where when why no yes
  not ignore write people person sell colour color size large small medium help us we they but`.split(
    /\s+/,
  ),
);

/** Undefined when the words do not tell ("laptop 32GB RAM", "SAVE10"). Of each word: see `Token`. */
export function detectLanguage(
  tokens: readonly { folded: string; marks: string }[],
): Language | undefined {
  let balance = 0;
  for (const { folded, marks } of tokens) {
    if (marks) balance += 2;
    else balance += Number(VIETNAMESE.has(folded)) - Number(ENGLISH.has(folded));
  }
  if (balance === 0) return undefined;
  return balance > 0 ? 'vi' : 'en';
}

export function languageOfLocale(locale: string): Language {
  return /^vi\b/i.test(locale) ? 'vi' : 'en';
}
