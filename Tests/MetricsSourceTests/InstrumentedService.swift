/// What `prometheus_fastapi_instrumentator` exposes for the guide's application after some traffic.
enum InstrumentedService {
  static let exposition = """
    # HELP python_gc_objects_collected_total Objects collected during gc
    # TYPE python_gc_objects_collected_total counter
    python_gc_objects_collected_total{generation="0"} 355.0
    # HELP process_resident_memory_bytes Resident memory size in bytes.
    # TYPE process_resident_memory_bytes gauge
    process_resident_memory_bytes 5.2633600e+07
    # HELP process_cpu_seconds_total Total user and system CPU time spent in seconds.
    # TYPE process_cpu_seconds_total counter
    process_cpu_seconds_total 12.5
    # HELP http_requests_total Total number of requests by method, status and handler.
    # TYPE http_requests_total counter
    http_requests_total{handler="/health/ready",method="GET",status="2xx"} 500.0
    http_requests_total{handler="/health/ready",method="GET",status="5xx"} 3.0
    http_requests_total{handler="/metrics",method="GET",status="2xx"} 40.0
    http_requests_total{handler="/simulacion/monte-carlo",method="POST",status="2xx"} 90.0
    http_requests_total{handler="/simulacion/monte-carlo",method="POST",status="4xx"} 6.0
    http_requests_total{handler="/simulacion/monte-carlo",method="POST",status="5xx"} 4.0
    # HELP http_requests_created Total number of requests by method, status and handler.
    # TYPE http_requests_created gauge
    http_requests_created{handler="/metrics",method="GET",status="2xx"} 1.7e+09
    # HELP http_request_duration_seconds Duration of HTTP requests in seconds
    # TYPE http_request_duration_seconds histogram
    http_request_duration_seconds_bucket{handler="/health/ready",le="0.1",method="GET"} 503.0
    http_request_duration_seconds_bucket{handler="/health/ready",le="+Inf",method="GET"} 503.0
    http_request_duration_seconds_count{handler="/health/ready",method="GET"} 503.0
    http_request_duration_seconds_sum{handler="/health/ready",method="GET"} 1.0
    http_request_duration_seconds_bucket{handler="/simulacion/monte-carlo",le="0.1",method="POST"} 50.0
    http_request_duration_seconds_bucket{handler="/simulacion/monte-carlo",le="0.5",method="POST"} 90.0
    http_request_duration_seconds_bucket{handler="/simulacion/monte-carlo",le="1.0",method="POST"} 99.0
    http_request_duration_seconds_bucket{handler="/simulacion/monte-carlo",le="+Inf",method="POST"} 100.0
    http_request_duration_seconds_count{handler="/simulacion/monte-carlo",method="POST"} 100.0
    http_request_duration_seconds_sum{handler="/simulacion/monte-carlo",method="POST"} 20.0

    """

  static let excludedPaths = ["^/health", "^/metrics"]
}
