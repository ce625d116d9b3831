/**
 * What the server itself says to shoppers. `{name}` is filled in: a number as the language writes it, the rest as it is.
 * The other languages have the same names; none of these sentences changes with a number.
 */
export const en = {
  busy: 'The assistant is very busy right now. Please try again in a moment.',
  brokenOff: 'The answer broke off. Please try again.',
  noAnswer: 'The assistant could not be reached. Please try again in a moment.',
  withheld: 'The assistant could not answer this. Please put it differently.',
  cut: 'The answer became too long and was cut off. Please ask for less at once.',
  spent: 'The assistant has answered as much as it may today. Please try again tomorrow.',
  tooLong: 'This is too long for the assistant. Please ask in fewer words.',
  ours: 'Something went wrong on our side. Please try again.',
  nextInLine: 'Many people are asking right now. You are next.',
  inLine: 'Many people are asking right now. You are number {place} in line.',
  lookedInVain:
    'I have looked in several places and could not finish this in a reasonable time. Please ask again with a little more detail, or contact the shop directly.',
  spentButFound:
    'I have answered as much as I may for today. Here is what the shop’s search finds for your question; for anything else, please contact the shop directly.',
  spentAndNothing:
    'I have answered as much as I may for today. Please look around the shop or contact it directly; tomorrow I am happy to help again.',
  couponInvalid: 'The code {code} cannot be used: it is unknown, has expired or was used up.',
  couponForCustomers: 'The code {code} is for customers who have signed in to the shop.',
  couponForCategories: 'The code {code} is only for {categories}.',
  couponForOthers: 'The code {code} is only for certain other products.',
  couponMinimum:
    'The code {code} needs at least {minimum} of the products it is for; {missing} is missing.',
  couponGiven: 'The code {code} counts only once.',
  couponAlone: 'The code {code} cannot be used together with {codes}.',
  statedPrice: 'Stated price',
  likeYourPhoto: 'These look like your photo; they may not be the same.',
  notOnYourPhoto: 'Similar, but not what is on your photo.',
};

export type SentenceName = keyof typeof en;

/** The sentences of one language. */
export type Sentences = Record<SentenceName, string>;
