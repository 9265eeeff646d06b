import { useEffect, useRef, useState } from "react";
import { type FrameReport, readFrameReport } from "./frame-report.ts";
import css from "./MessageFrame.module.css";

const PASSIVE = "allow-popups allow-popups-to-escape-sandbox";

type Props = {
  /** A document the server made for this letter, under an opaque origin. */
  url: string;
  title: string;
  onReport?: (report: FrameReport) => void;
};

/**
 * A letter's body. The frame never gets `allow-same-origin`: its document has an origin of its own that can reach neither
 * this page nor the network (house §13), and its one pinned script only reports how high it is.
 */
export function MessageFrame({ url, title, onReport }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(120);
  const tell = useRef(onReport);
  tell.current = onReport;
  useEffect(() => {
    const onMessage = (event: MessageEvent) => {
      // Its origin is "null", so the window that sent it is what tells it from others.
      if (event.source !== frame.current?.contentWindow) return;
      const report = readFrameReport(event.data);
      if (!report) return;
      setHeight(report.height);
      tell.current?.(report);
    };
    addEventListener("message", onMessage);
    return () => removeEventListener("message", onMessage);
  }, []);
  // Made on this machine without a line: no script of ours reports its height, and none may run.
  const own = url.startsWith("blob:");
  return (
    <iframe
      ref={frame}
      key={url}
      className={css.frame}
      src={url}
      title={title}
      sandbox={own ? PASSIVE : `allow-scripts ${PASSIVE}`}
      data-own={own || undefined}
      referrerPolicy="no-referrer"
      style={own ? {} : { height }}
    />
  );
}
