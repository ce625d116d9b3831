import type { Sentences } from './en.ts';

export const sentences: Sentences = {
  busy: 'El asistente está muy ocupado ahora mismo. Inténtalo de nuevo en un momento.',
  brokenOff: 'La respuesta se ha interrumpido. Inténtalo de nuevo.',
  noAnswer: 'No se ha podido contactar con el asistente. Inténtalo de nuevo en un momento.',
  withheld: 'El asistente no ha podido responder a esto. Pregunta de otra forma.',
  cut: 'La respuesta era demasiado larga y se ha cortado. Pregunta menos cosas a la vez.',
  spent: 'El asistente ya ha respondido todo lo que puede por hoy. Vuelve a intentarlo mañana.',
  tooLong: 'Esto es demasiado largo para el asistente. Pregúntalo con menos palabras.',
  ours: 'Algo ha fallado por nuestra parte. Inténtalo de nuevo.',
  nextInLine: 'Hay mucha gente preguntando. El siguiente turno es el tuyo.',
  inLine: 'Hay mucha gente preguntando. Tu puesto en la cola: {place}.',
  lookedInVain:
    'He buscado en varios sitios y no he podido terminar en un tiempo razonable. Pregunta de nuevo con algo más de detalle o contacta directamente con la tienda.',
  spentButFound:
    'Ya he respondido todo lo que puedo por hoy. Esto es lo que encuentra el buscador de la tienda para tu pregunta; para lo demás, contacta directamente con la tienda.',
  spentAndNothing:
    'Ya he respondido todo lo que puedo por hoy. Echa un vistazo a la tienda o contacta directamente con ella; mañana te ayudaré con gusto.',
  couponInvalid: 'El cupón {code} no se puede usar: no existe, ha caducado o se ha agotado.',
  couponForCustomers: 'El cupón {code} es para clientes que han iniciado sesión en la tienda.',
  couponForCategories: 'El cupón {code} es solo para {categories}.',
  couponForOthers: 'El cupón {code} es solo para otros productos concretos.',
  couponMinimum:
    'El cupón {code} requiere al menos {minimum} en los productos a los que se aplica; faltan {missing}.',
  couponGiven: 'El cupón {code} solo cuenta una vez.',
  couponAlone: 'El cupón {code} no se puede combinar con {codes}.',
  statedPrice: 'Precio indicado',
  likeYourPhoto: 'Se parecen a tu foto, pero puede que no sean el mismo producto.',
  notOnYourPhoto: 'Productos parecidos, pero no el que aparece en tu foto.',
};
