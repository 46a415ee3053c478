// A picture in the sizes and formats that the API makes of it, with its credit line.
import { graphql } from "../gql";
import type { PictureFragment } from "../gql/graphql";

graphql(`
  fragment Picture on Media {
    id
    url(width: 960, format: JPEG)
    sources { type srcset }
    width
    height
    alt
    placeholder { dominantColor }
    attribution(format: HTML)
  }
`);

interface Props {
  picture: PictureFragment;
  /** The width at which the page shows it: browsers choose among the sizes by it. */
  sizes: string;
}

// `width` and `height` keep its place while it loads; `alt` is null for a picture that is decoration, and then empty
export const Picture = ({ picture: { url, sources, width, height, alt, placeholder, attribution }, sizes }: Props) => (
  <figure className="picture">
    <picture>
      {sources.map((it) => <source key={it.type} type={it.type} srcSet={it.srcset} sizes={sizes} />)}
      <img
        src={url}
        width={width ?? undefined}
        height={height ?? undefined}
        alt={alt ?? ""}
        style={{ background: placeholder?.dominantColor }}
      />
    </picture>
    <figcaption dangerouslySetInnerHTML={{ __html: attribution }} />
  </figure>
);
