import Mic from "lucide-react/icons/mic";
import { useEffect, useRef, type ReactNode } from "react";
import { useMeter } from "../talk/levels.tsx";
import { useText } from "../text.ts";

/** Loudness of a microphone now, drawn at each picture of the screen. */
export function MicLevel({ stream }: { readonly stream: MediaStream }): ReactNode {
  const text = useText();
  const bar = useRef<HTMLSpanElement>(null);
  const heard = useRef<{ readonly analyser: AnalyserNode; readonly samples: Float32Array<ArrayBuffer> } | null>(null);
  useEffect(() => {
    const context = new AudioContext();
    void context.resume();
    const analyser = context.createAnalyser();
    analyser.fftSize = 1024;
    context.createMediaStreamSource(stream).connect(analyser);
    heard.current = { analyser, samples: new Float32Array(analyser.fftSize) };
    return () => {
      heard.current = null;
      void context.close();
    };
  }, [stream]);
  useMeter(() => {
    if (heard.current === null) return [0];
    const { analyser, samples } = heard.current;
    analyser.getFloatTimeDomainData(samples);
    return [samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)];
  }, [bar]);
  return (
    <div className="calls-levels__line" role="img" aria-label={text("devices.level")}>
      <Mic size={16} aria-hidden="true" className="am-t2" />
      <span ref={bar} className="calls-meter calls-meter--wide" />
    </div>
  );
}
