import { createHash } from "node:crypto";

/** Tells the page around how high the message is, how many pictures were left out and what charset it seems to be in. */
const RESIZE = `(()=>{const r=document.documentElement,b=Number(r.dataset.blocked)||0,c=r.dataset.charset||null;let l=-1;const t=()=>{const h=Math.ceil(Math.max(document.body.scrollHeight,document.body.getBoundingClientRect().height));if(h!==l){l=h;parent.postMessage({type:"height",height:h,blockedImages:b,charset:c},"*")}};new ResizeObserver(t).observe(document.body);addEventListener("load",t);t()})();`;

/**
 * Marks the words that were searched for, which the page around put into the fragment of the address: marks or not, at the beginning of a word, as
 * core/search/highlight does. The highlight is painted over the text; nothing of the document is changed, so what was made harmless stays it.
 */
const FIND = `(()=>{let w;try{w=JSON.parse(decodeURIComponent(location.hash.slice(1)))}catch{return}if(!Array.isArray(w)||!globalThis.Highlight)return;const f=s=>s.normalize("NFD").replace(/\\p{M}/gu,"").toLowerCase().replace(/\\u0111/g,"d"),q=w.map(x=>f(String(x))).filter(x=>x),a=[],k=document.createTreeWalker(document.body,4);let n,left=${2_000_000};while(a.length<${2_000}&&left>0&&(n=k.nextNode())){const d=n.data;left-=d.length;let s="";const p=[];for(let i=0;i<d.length;i++){const c=/\\s/.test(d[i])?" ":f(d[i]);for(let j=0;j<c.length;j++)p.push(i);s+=c}for(const x of q)for(let i=s.indexOf(x);i>=0;i=s.indexOf(x,i+x.length)){if(i>0&&/[\\p{L}\\p{N}]/u.test(s[i-1]))continue;const r=new Range;r.setStart(n,p[i]);let e=p[i+x.length-1]+1;while(e<d.length&&/\\p{M}/u.test(d[e]))e++;r.setEnd(n,e);a.push(r)}}CSS.highlights.set("sought",new Highlight(...a))})()`;

/** All that runs in a message's frame. */
export const FRAME_SCRIPT = RESIZE + FIND;
/** By which the frame's policy knows it. */
export const FRAME_SCRIPT_HASH = createHash("sha256").update(FRAME_SCRIPT).digest("base64");
