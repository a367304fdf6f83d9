-- For wrk: requests of random lines of the file PATHS, with the header lines of HEADERS.
local paths = {}
for line in io.lines(os.getenv("PATHS")) do
  paths[#paths + 1] = "GET " .. line
end
local count = #paths
local rest = " HTTP/1.1\r\nHost: 127.0.0.1\r\n" .. (os.getenv("HEADERS") or "") .. "\r\n"
local random = math.random
math.randomseed(os.time())

request = function()
  return paths[random(count)] .. rest
end

done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d\n", summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.timeout))
end
