extension ProtobufTypes {
  /// The envelope, and bodies that ask for something without being stored.
  static let requests = """
    Binding metadata=1:ObjectMeta target=2:ObjectReference
    BoundObjectReference kind=1:string apiVersion=2:string name=3:string uid=4:string
    DeleteOptions gracePeriodSeconds=1:integer preconditions=2:Preconditions
      orphanDependents=3:boolean propagationPolicy=4:string dryRun=5:[string]
      ignoreStoreReadErrorWithClusterBreakingPotential=6:boolean
    Eviction metadata=1:ObjectMeta deleteOptions=2:DeleteOptions
    FieldSelectorAttributes rawSelector=1:string requirements=2:[FieldSelectorRequirement]
    FieldSelectorRequirement key=1:string operator=2:string values=3:[string]
    HorizontalPodAutoscalerV1 metadata=1:ObjectMeta spec=2:HorizontalPodAutoscalerV1Spec
    HorizontalPodAutoscalerV1Spec scaleTargetRef=1:CrossVersionObjectReference
      minReplicas=2:integer maxReplicas=3:integer targetCPUUtilizationPercentage=4:integer
    LabelSelectorAttributes rawSelector=1:string requirements=2:[LabelSelectorRequirement]
    LocalSubjectAccessReview metadata=1:ObjectMeta spec=2:SubjectAccessReviewSpec
    NonResourceAttributes path=1:string verb=2:string
    Preconditions uid=1:string resourceVersion=2:string
    ResourceAttributes namespace=1:string verb=2:string group=3:string version=4:string
      resource=5:string subresource=6:string name=7:string
      fieldSelector=8:FieldSelectorAttributes labelSelector=9:LabelSelectorAttributes
    Scale metadata=1:ObjectMeta spec=2:ScaleSpec
    ScaleSpec replicas=1:integer
    SelfSubjectAccessReview metadata=1:ObjectMeta spec=2:SelfSubjectAccessReviewSpec
    SelfSubjectAccessReviewSpec resourceAttributes=1:ResourceAttributes
      nonResourceAttributes=2:NonResourceAttributes
    SelfSubjectReview metadata=1:ObjectMeta
    SelfSubjectRulesReview metadata=1:ObjectMeta spec=2:SelfSubjectRulesReviewSpec
    SelfSubjectRulesReviewSpec namespace=1:string
    SubjectAccessReview metadata=1:ObjectMeta spec=2:SubjectAccessReviewSpec
    SubjectAccessReviewSpec resourceAttributes=1:ResourceAttributes
      nonResourceAttributes=2:NonResourceAttributes user=3:string groups=4:[string]
      extra=5:{ExtraValue} uid=6:string
    TokenRequest metadata=1:ObjectMeta spec=2:TokenRequestSpec
    TokenRequestSpec audiences=1:[string] expirationSeconds=4:integer
      boundObjectRef=3:BoundObjectReference
    TokenReview metadata=1:ObjectMeta spec=2:TokenReviewSpec
    TokenReviewSpec token=1:string audiences=2:[string]
    TypeMeta apiVersion=1:string kind=2:string
    Unknown typeMeta=1:TypeMeta raw=2:bytes contentEncoding=3:string contentType=4:string
    """
}
