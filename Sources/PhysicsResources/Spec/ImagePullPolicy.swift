/// When nodes pull an image, as in core/v1.
package enum ImagePullPolicy: String, WireEnum {
  case always = "Always"
  case ifNotPresent = "IfNotPresent"
  case never = "Never"
}
