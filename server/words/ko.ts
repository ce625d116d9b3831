import type { Sentences } from './en.ts';

export const sentences: Sentences = {
  busy: '지금 문의가 아주 많습니다. 잠시 후 다시 시도해 주세요.',
  brokenOff: '답변이 중간에 끊겼습니다. 다시 시도해 주세요.',
  noAnswer: '도우미에 연결하지 못했습니다. 잠시 후 다시 시도해 주세요.',
  withheld: '이 질문에는 답변하지 못했습니다. 다른 표현으로 물어봐 주세요.',
  cut: '답변이 너무 길어 중간에 잘렸습니다. 조금씩 나누어 물어봐 주세요.',
  spent: '오늘 답변할 수 있는 횟수를 모두 사용했습니다. 내일 다시 시도해 주세요.',
  tooLong: '내용이 너무 깁니다. 더 짧게 물어봐 주세요.',
  ours: '저희 쪽에서 문제가 발생했습니다. 다시 시도해 주세요.',
  nextInLine: '지금 문의가 많습니다. 다음 차례입니다.',
  inLine: '지금 문의가 많습니다. 대기 순서는 {place}번째입니다.',
  lookedInVain:
    '여러 곳을 찾아보았지만 제시간에 답변을 마치지 못했습니다. 조금 더 자세히 다시 물어보시거나 쇼핑몰에 직접 문의해 주세요.',
  spentButFound:
    '오늘 답변할 수 있는 횟수를 모두 사용했습니다. 질문에 대해 쇼핑몰 검색으로 찾은 상품을 보여 드립니다. 그 밖의 문의는 쇼핑몰에 직접 연락해 주세요.',
  spentAndNothing:
    '오늘 답변할 수 있는 횟수를 모두 사용했습니다. 쇼핑몰을 둘러보시거나 직접 문의해 주세요. 내일 다시 도와드리겠습니다.',
  couponInvalid:
    '쿠폰 {code}: 사용할 수 없습니다. 존재하지 않거나 만료되었거나 모두 소진되었습니다.',
  couponForCustomers: '쿠폰 {code}: 쇼핑몰에 로그인한 고객만 사용할 수 있습니다.',
  couponForCategories: '쿠폰 {code}: {categories}에만 적용됩니다.',
  couponForOthers: '쿠폰 {code}: 다른 특정 상품에만 적용됩니다.',
  couponMinimum:
    '쿠폰 {code}: 적용 대상 상품을 {minimum} 이상 담아야 합니다. {missing} 부족합니다.',
  couponGiven: '쿠폰 {code}: 한 번만 적용됩니다.',
  couponAlone: '쿠폰 {code}: 다음 쿠폰과 함께 사용할 수 없습니다: {codes}',
  statedPrice: '알려 주신 가격',
  likeYourPhoto: '사진과 비슷하지만 같은 상품이 아닐 수 있습니다.',
  notOnYourPhoto: '비슷한 상품이며, 사진 속 상품은 아닙니다.',
};
