-- For wrk: asks for the paths of a file one after another and reports in one line that a program can read.
-- Arguments: the file, the line to begin after, and optionally the value of If-None-Match.

local requests, position = {}, 0

function init(arguments)
  local headers = {}
  if arguments[3] then headers["If-None-Match"] = arguments[3] end
  for path in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
  position = tonumber(arguments[2]) % #requests
end

function request()
  position = position % #requests + 1
  return requests[position]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("bench: requests=%d us=%d p50_us=%d p99_us=%d refused=%d failed=%d bytes=%d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), errors.status, failed,
    summary.bytes))
end
