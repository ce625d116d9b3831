import mark from './mark.svg';

export function Brand() {
  return (
    <span class="brand">
      <img src={mark} alt="" width="28" height="28" /> Aisle
    </span>
  );
}
