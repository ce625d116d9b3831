import type { Sentences } from './en.ts';

export const sentences: Sentences = {
  busy: 'Asisten sedang sangat sibuk. Silakan coba beberapa saat lagi.',
  brokenOff: 'Jawabannya terputus. Silakan coba lagi.',
  noAnswer: 'Asisten tidak dapat dihubungi. Silakan coba beberapa saat lagi.',
  withheld: 'Asisten tidak dapat menjawab ini. Silakan tanyakan dengan kata lain.',
  cut: 'Jawabannya terlalu panjang sehingga terpotong. Silakan bertanya sedikit demi sedikit.',
  spent: 'Asisten sudah mencapai batas jawaban hari ini. Silakan coba lagi besok.',
  tooLong: 'Ini terlalu panjang untuk asisten. Silakan bertanya dengan lebih singkat.',
  ours: 'Terjadi kesalahan di pihak kami. Silakan coba lagi.',
  nextInLine: 'Sedang banyak yang bertanya. Giliran Anda berikutnya.',
  inLine: 'Sedang banyak yang bertanya. Nomor antrean Anda: {place}.',
  lookedInVain:
    'Saya sudah mencari di beberapa tempat, tetapi tidak dapat menyelesaikannya dalam waktu yang wajar. Silakan tanyakan lagi dengan sedikit lebih rinci, atau hubungi toko secara langsung.',
  spentButFound:
    'Saya sudah mencapai batas jawaban hari ini. Berikut hasil pencarian toko untuk pertanyaan Anda; untuk hal lain, silakan hubungi toko secara langsung.',
  spentAndNothing:
    'Saya sudah mencapai batas jawaban hari ini. Silakan lihat-lihat toko atau hubungi toko secara langsung; besok saya siap membantu lagi.',
  couponInvalid:
    'Kupon {code} tidak dapat digunakan: tidak dikenal, sudah kedaluwarsa, atau kuotanya sudah habis.',
  couponForCustomers: 'Kupon {code} hanya untuk pelanggan yang sudah masuk ke akun toko.',
  couponForCategories: 'Kupon {code} hanya berlaku untuk {categories}.',
  couponForOthers: 'Kupon {code} hanya berlaku untuk beberapa produk lain.',
  couponMinimum:
    'Kupon {code} memerlukan pembelian produk yang memenuhi syarat minimal {minimum}; masih kurang {missing}.',
  couponGiven: 'Kupon {code} hanya dihitung sekali.',
  couponAlone: 'Kupon {code} tidak dapat digabung dengan {codes}.',
  statedPrice: 'Harga yang Anda sebutkan',
  likeYourPhoto: 'Mirip dengan foto Anda, tetapi mungkin bukan barang yang sama.',
  notOnYourPhoto: 'Serupa, tetapi bukan barang di foto Anda.',
};
