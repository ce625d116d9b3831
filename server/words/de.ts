import type { Sentences } from './en.ts';

export const sentences: Sentences = {
  busy: 'Der Assistent ist gerade sehr gefragt. Bitte versuchen Sie es gleich noch einmal.',
  brokenOff: 'Die Antwort ist abgebrochen. Bitte versuchen Sie es noch einmal.',
  noAnswer: 'Der Assistent war nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.',
  withheld: 'Das konnte der Assistent nicht beantworten. Bitte fragen Sie mit anderen Worten.',
  cut: 'Die Antwort wurde zu lang und ist abgeschnitten. Bitte fragen Sie nach weniger auf einmal.',
  spent: 'Für heute hat der Assistent genug beantwortet. Bitte versuchen Sie es morgen wieder.',
  tooLong: 'Das ist zu lang für den Assistenten. Bitte fragen Sie mit weniger Worten.',
  ours: 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.',
  nextInLine: 'Gerade fragen sehr viele. Sie sind als Nächstes dran.',
  inLine: 'Gerade fragen sehr viele. Ihr Platz in der Warteschlange: {place}.',
  lookedInVain:
    'Ich habe an mehreren Stellen nachgesehen und bin in angemessener Zeit nicht fertig geworden. Bitte fragen Sie noch einmal etwas genauer oder wenden Sie sich direkt an den Shop.',
  spentButFound:
    'Für heute ist meine Zahl an Antworten erreicht. Das findet die Suche des Shops zu Ihrer Frage; mit allem anderen wenden Sie sich bitte direkt an den Shop.',
  spentAndNothing:
    'Für heute ist meine Zahl an Antworten erreicht. Sehen Sie sich gern im Shop um oder wenden Sie sich direkt an ihn; morgen helfe ich Ihnen gern wieder.',
  couponInvalid: 'Der Code {code} gilt nicht: Er ist unbekannt, abgelaufen oder aufgebraucht.',
  couponForCustomers: 'Der Code {code} ist für Kunden, die im Shop angemeldet sind.',
  couponForCategories: 'Der Code {code} gilt nur für {categories}.',
  couponForOthers: 'Der Code {code} gilt nur für bestimmte andere Produkte.',
  couponMinimum:
    'Der Code {code} gilt ab {minimum} für die Produkte, für die er gedacht ist; es fehlen {missing}.',
  couponGiven: 'Der Code {code} zählt nur einmal.',
  couponAlone: 'Der Code {code} lässt sich nicht mit {codes} kombinieren.',
  statedPrice: 'Genannter Preis',
  likeYourPhoto: 'Ähnlich wie auf Ihrem Foto, aber vielleicht nicht dasselbe.',
  notOnYourPhoto: 'Ähnlich, aber nicht das auf Ihrem Foto.',
};
