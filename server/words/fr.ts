import type { Sentences } from './en.ts';

export const sentences: Sentences = {
  busy: 'L’assistant est très occupé en ce moment. Veuillez réessayer dans un instant.',
  brokenOff: 'La réponse s’est interrompue. Veuillez réessayer.',
  noAnswer: 'L’assistant est injoignable. Veuillez réessayer dans un instant.',
  withheld: 'L’assistant n’a pas pu répondre à cette question. Veuillez la formuler autrement.',
  cut: 'La réponse est devenue trop longue et a été coupée. Veuillez demander moins de choses à la fois.',
  spent: 'L’assistant a atteint sa limite de réponses pour aujourd’hui. Veuillez réessayer demain.',
  tooLong: 'C’est trop long pour l’assistant. Veuillez poser une question plus courte.',
  ours: 'Une erreur est survenue de notre côté. Veuillez réessayer.',
  nextInLine: 'Beaucoup de monde en ce moment. Votre tour est le prochain.',
  inLine: 'Beaucoup de monde en ce moment. Votre place dans la file\u202f: {place}.',
  lookedInVain:
    'J’ai cherché à plusieurs endroits sans pouvoir terminer dans un délai raisonnable. Veuillez reposer votre question avec un peu plus de détails ou contacter directement la boutique.',
  spentButFound:
    'J’ai atteint ma limite de réponses pour aujourd’hui. Voici ce que la recherche de la boutique a trouvé pour votre question\u202f; pour le reste, veuillez contacter directement la boutique.',
  spentAndNothing:
    'J’ai atteint ma limite de réponses pour aujourd’hui. Parcourez la boutique ou contactez-la directement\u202f; je serai de nouveau là pour vous aider demain.',
  couponInvalid:
    'Le code promo {code} ne peut pas être utilisé\u202f: il est inconnu, expiré ou épuisé.',
  couponForCustomers: 'Le code promo {code} est réservé aux clients connectés à leur compte.',
  couponForCategories: 'Le code promo {code} est valable uniquement pour\u202f: {categories}.',
  couponForOthers: 'Le code promo {code} est valable uniquement pour certains autres produits.',
  couponMinimum:
    'Le code promo {code} exige au moins {minimum} d’achats parmi les produits concernés\u202f; il manque {missing}.',
  couponGiven: 'Le code promo {code} ne compte qu’une fois.',
  couponAlone: 'Le code promo {code} n’est pas cumulable avec {codes}.',
  statedPrice: 'Prix indiqué',
  likeYourPhoto:
    'Ces produits ressemblent à celui de votre photo, mais ce n’est peut-être pas le même.',
  notOnYourPhoto: 'Produits similaires, mais pas celui de votre photo.',
};
