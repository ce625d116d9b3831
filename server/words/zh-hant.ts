import type { Sentences } from './en.ts';

export const sentences: Sentences = {
  busy: '助理目前很忙，請稍後再試。',
  brokenOff: '回答中斷了，請再試一次。',
  noAnswer: '目前無法連上助理，請稍後再試。',
  withheld: '助理無法回答這個問題，請換個方式詢問。',
  cut: '回答太長，已被截斷，請一次少問一些。',
  spent: '助理今天的回答次數已用完，請明天再來。',
  tooLong: '內容太長，助理無法處理，請問得簡短一些。',
  ours: '我們這邊發生問題，請再試一次。',
  nextInLine: '目前詢問人數較多，馬上就輪到您了。',
  inLine: '目前詢問人數較多，您排在第 {place} 位。',
  lookedInVain:
    '我查了好幾個地方，但沒能在合理的時間內完成回答。請說得更具體一些再問一次，或直接聯絡店家。',
  spentButFound:
    '我今天的回答次數已用完。以下是商店搜尋為您的問題找到的商品；如需其他協助，請直接聯絡店家。',
  spentAndNothing:
    '我今天的回答次數已用完。您可以在店裡逛逛，或直接聯絡店家；明天我很樂意繼續為您服務。',
  couponInvalid: '優惠碼 {code} 無法使用：不存在、已過期或已用完。',
  couponForCustomers: '優惠碼 {code} 僅限已登入本店的顧客使用。',
  couponForCategories: '優惠碼 {code} 僅適用於{categories}。',
  couponForOthers: '優惠碼 {code} 僅適用於其他指定商品。',
  couponMinimum: '使用優惠碼 {code} 需適用商品滿 {minimum}，還差 {missing}。',
  couponGiven: '優惠碼 {code} 只計一次。',
  couponAlone: '優惠碼 {code} 不能與 {codes} 同時使用。',
  statedPrice: '您提供的價格',
  likeYourPhoto: '與您的照片相似，但不一定是同一款。',
  notOnYourPhoto: '類似商品，並非您照片中的那一款。',
};
