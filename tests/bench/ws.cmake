add_executable(bench_parse bench_parse.cpp)
target_link_libraries(bench_parse PRIVATE socketscope_flags core_ws simdjson::simdjson)
