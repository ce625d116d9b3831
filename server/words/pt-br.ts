import type { Sentences } from './en.ts';

export const sentences: Sentences = {
  busy: 'O assistente está muito ocupado agora. Tente novamente em instantes.',
  brokenOff: 'A resposta foi interrompida. Tente novamente.',
  noAnswer: 'Não foi possível falar com o assistente. Tente novamente em instantes.',
  withheld: 'O assistente não conseguiu responder a isso. Pergunte de outra forma.',
  cut: 'A resposta ficou longa demais e foi cortada. Pergunte menos coisas por vez.',
  spent: 'O assistente já respondeu tudo o que podia hoje. Tente novamente amanhã.',
  tooLong: 'Isso é longo demais para o assistente. Pergunte com menos palavras.',
  ours: 'Algo deu errado do nosso lado. Tente novamente.',
  nextInLine: 'Muita gente está perguntando agora. Você é a próxima pessoa da fila.',
  inLine: 'Muita gente está perguntando agora. Seu lugar na fila: {place}.',
  lookedInVain:
    'Procurei em vários lugares e não consegui concluir em um tempo razoável. Pergunte de novo com um pouco mais de detalhes ou fale diretamente com a loja.',
  spentButFound:
    'Já respondi tudo o que podia hoje. Veja o que a busca da loja encontrou para a sua pergunta; para o restante, fale diretamente com a loja.',
  spentAndNothing:
    'Já respondi tudo o que podia hoje. Dê uma olhada na loja ou fale diretamente com ela; amanhã ajudo você de novo com prazer.',
  couponInvalid: 'O cupom {code} não pode ser usado: não existe, expirou ou está esgotado.',
  couponForCustomers: 'O cupom {code} é para clientes que fizeram login na loja.',
  couponForCategories: 'O cupom {code} vale somente para {categories}.',
  couponForOthers: 'O cupom {code} vale somente para alguns outros produtos.',
  couponMinimum:
    'O cupom {code} exige pelo menos {minimum} em produtos participantes; faltam {missing}.',
  couponGiven: 'O cupom {code} conta apenas uma vez.',
  couponAlone: 'O cupom {code} não pode ser usado com {codes}.',
  statedPrice: 'Preço informado',
  likeYourPhoto: 'Parecem com a sua foto, mas podem não ser o mesmo produto.',
  notOnYourPhoto: 'Produtos parecidos, mas não o da sua foto.',
};
