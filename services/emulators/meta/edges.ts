// Every call that the emulated Graph API knows: by the kind of node, the method and the edge.
import { createAdCreative, createAdSet, createCampaign } from './ads/create-ad-object.ts'
import { listNamed } from './ads/list-named.ts'
import { publishAd } from './ads/publish-ad.ts'
import { uploadAdImage } from './ads/upload-ad-image.ts'
import type { GraphCall, GraphHandler } from './graph-call.ts'
import { adInsights, mediaInsights, pagePostInsights } from './insights.ts'
import { createContainer } from './instagram/create-container.ts'
import { publishContainer } from './instagram/publish-container.ts'
import { containerStatus, showContainer } from './instagram/show-container.ts'
import { listMedia, showMedia } from './instagram/show-media.ts'
import { publishPagePost } from './page/publish-page-post.ts'
import { listPagePosts, showPagePost } from './page/show-page-post.ts'
import { stagePhoto } from './page/stage-photo.ts'
import { showAdAccount, showInstagramUser, showPage } from './show-account.ts'
import { surfaceOf } from './surface-of.ts'

export const EDGES = {
  page: {
    'GET ': showPage,
    'POST feed': publishPagePost,
    'POST photos': stagePhoto,
    'GET published_posts': listPagePosts,
    'GET feed': listPagePosts,
  },
  instagram: {
    'GET ': showInstagramUser,
    'POST media': createContainer,
    'POST media_publish': publishContainer,
    'GET media': listMedia,
  },
  ad_account: {
    'GET ': showAdAccount,
    'POST adimages': uploadAdImage,
    'POST campaigns': createCampaign,
    'POST adsets': createAdSet,
    'POST adcreatives': createAdCreative,
    'POST ads': publishAd,
    'GET campaigns': listNamed('campaign'),
    'GET adsets': listNamed('adset'),
    'GET adcreatives': listNamed('adcreative'),
    'GET ads': listNamed('ad'),
  },
  page_post: { 'GET ': showPagePost, 'GET insights': pagePostInsights },
  ig_media: { 'GET ': showMedia, 'GET insights': mediaInsights },
  ad: { 'GET insights': adInsights },
  container: { 'GET ': showContainer },
} satisfies Record<string, Record<string, GraphHandler>>

export type NodeKind = keyof typeof EDGES

/** What the named node is to the caller; undefined: not there, or somebody else's. */
export function nodeKindOf({ world, account, node }: GraphCall): NodeKind | undefined {
  const surface = surfaceOf(account)
  if (node === account && surface !== 'ads') return surface
  if (node === `act_${account}`) return 'ad_account'
  const post = world.log.find(node)
  if (post === undefined) return containerStatus(world, account, node) === undefined ? undefined : 'container'
  if (post.account !== account) return undefined
  const kind = post.details?.kind
  return kind === 'ad' || kind === 'ig_media' ? kind : 'page_post'
}
