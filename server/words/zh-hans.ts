import type { Sentences } from './en.ts';

export const sentences: Sentences = {
  busy: '助手现在很忙，请稍后再试。',
  brokenOff: '回答中断了，请重试。',
  noAnswer: '暂时无法连接助手，请稍后再试。',
  withheld: '助手无法回答这个问题，请换个说法。',
  cut: '回答过长，已被截断，请一次少问一些。',
  spent: '助手今天的回答次数已用完，请明天再来。',
  tooLong: '内容过长，助手无法处理，请问得简短一些。',
  ours: '我们这边出了点问题，请重试。',
  nextInLine: '当前咨询人数较多，马上就轮到您了。',
  inLine: '当前咨询人数较多，您排在第 {place} 位。',
  lookedInVain:
    '我查了好几处，但没能在合理的时间内完成回答。请说得更具体一些再问一次，或直接联系店铺。',
  spentButFound:
    '我今天的回答次数已用完。以下是店铺搜索为您的问题找到的商品；如需其他帮助，请直接联系店铺。',
  spentAndNothing:
    '我今天的回答次数已用完。您可以在店里逛逛，或直接联系店铺；明天我很乐意继续为您服务。',
  couponInvalid: '优惠码 {code} 无法使用：不存在、已过期或已用完。',
  couponForCustomers: '优惠码 {code} 仅限已登录本店的顾客使用。',
  couponForCategories: '优惠码 {code} 仅适用于{categories}。',
  couponForOthers: '优惠码 {code} 仅适用于其他指定商品。',
  couponMinimum: '使用优惠码 {code} 需适用商品满 {minimum}，还差 {missing}。',
  couponGiven: '优惠码 {code} 只计一次。',
  couponAlone: '优惠码 {code} 不能与 {codes} 同时使用。',
  statedPrice: '您提供的价格',
  likeYourPhoto: '与您的照片相似，但不一定是同一款。',
  notOnYourPhoto: '类似商品，并非您照片中的那一款。',
};
