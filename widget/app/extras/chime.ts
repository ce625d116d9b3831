/** Two soft notes, made here: a file would be a request. Browsers that want a click first stay silent. */
export async function chime(): Promise<void> {
  const audio = new AudioContext();
  for (const [index, hertz] of [660, 880].entries()) {
    const start = audio.currentTime + index * 0.12;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.08, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.3);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.3);
  }
  setTimeout(() => audio.close(), 1_000);
}
