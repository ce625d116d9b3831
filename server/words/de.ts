import type { Sentences } from './en.ts';

export const sentences: Sentences = {
  busy: 'Der Assistent ist gerade sehr gefragt. Bitte versuchen Sie es gleich noch einmal.',
  brokenOff: 'Die Antwort ist abgebrochen. Bitte versuchen Sie es noch einmal.',
  noAnswer: 'Der Assistent war nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.',
  withheld: 'Das konnte der Assistent nicht beantworten. Bitte fragen Sie mit anderen Worten.',
  cut: 'Die Antwort wurde zu lang und ist abgeschnitten. Bitte stellen Sie weniger Fragen auf einmal.',
  spent:
    'Der Assistent hat sein Limit an Antworten für heute erreicht. Bitte versuchen Sie es morgen wieder.',
  tooLong: 'Das ist zu lang für den Assistenten. Bitte fragen Sie mit weniger Worten.',
  ours: 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.',
  nextInLine: 'Gerade gibt es sehr viele Anfragen. Sie sind als Nächstes dran.',
  inLine: 'Gerade gibt es sehr viele Anfragen. Ihr Platz in der Warteschlange: {place}.',
  lookedInVain:
    'Ich habe an mehreren Stellen nachgesehen und bin in angemessener Zeit nicht fertig geworden. Bitte fragen Sie noch einmal etwas genauer oder wenden Sie sich direkt an den Shop.',
  spentButFound:
    'Für heute habe ich mein Limit an Antworten erreicht. Das hat die Suche des Shops zu Ihrer Frage gefunden; mit allem anderen wenden Sie sich bitte direkt an den Shop.',
  spentAndNothing:
    'Für heute habe ich mein Limit an Antworten erreicht. Sehen Sie sich gern im Shop um oder wenden Sie sich direkt an ihn; morgen helfe ich Ihnen gern wieder.',
  couponInvalid: 'Der Gutschein {code} gilt nicht: Er ist unbekannt, abgelaufen oder aufgebraucht.',
  couponForCustomers: 'Der Gutschein {code} gilt nur, wenn Sie im Shop angemeldet sind.',
  couponForCategories: 'Der Gutschein {code} gilt nur für {categories}.',
  couponForOthers: 'Der Gutschein {code} gilt nur für bestimmte andere Produkte.',
  couponMinimum:
    'Für den Gutschein {code} sind teilnehmende Produkte für mindestens {minimum} nötig; es fehlen noch {missing}.',
  couponGiven: 'Der Gutschein {code} zählt nur einmal.',
  couponAlone: 'Der Gutschein {code} lässt sich nicht mit {codes} kombinieren.',
  statedPrice: 'Genannter Preis',
  likeYourPhoto: 'Ähnlich wie auf Ihrem Foto, aber vielleicht nicht dasselbe Produkt.',
  notOnYourPhoto: 'Ähnliche Produkte, aber nicht das auf Ihrem Foto.',
};
